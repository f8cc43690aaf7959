, bought as (
  select a.id as id, uniqExact(p.day) as purchases, max(p.day) as last
  from arrival a join lead l on l.id = a.id join purchase p on p.customer_id = a.customer_id
  where p.day < l.captured_on and not p.free
  group by a.id
),
-- Which enquiry of theirs it is: everything they asked before stands before it.
place as (
  select a.id as id, row_number() over (partition by a.customer_id order by l.captured_at, a.id) - 1 as before
  from arrival a join lead l on l.id = a.id
)
select
  toString(l.id) as "id", toString(l.captured_on) as "on",
  toString(l.source) as "source", toString(l.medium) as "medium", ifNull(s.name, '') as "series", ifNull(b.name, '') as "brand",
  ifNull(d.name, '') as "dealer", toString(a.province) as "province", toString(a.horizon) as "horizon", toString(a.trade_in) as "tradeIn",
  a.budget_fen as "budgetFen", a.wants_dealer as "wantsDealer",
  toHour(toTimeZone(l.captured_at, 'Asia/Shanghai')) as "hour", toDayOfWeek(l.captured_on) as "weekday",
  if(a.first_sent_at is null, null, greatest(0, dateDiff('minute', l.captured_at, assumeNotNull(a.first_sent_at))) / 60) as "sentAfterHours",
  greatest(0, dateDiff('minute', l.captured_at, {as_of:DateTime64(3, 'UTC')})) / 60 as "waitedHours",
  h.purchases as "purchases", if(h.purchases > 0, dateDiff('day', h.last, l.captured_on), null) as "daysSincePurchase", toInt64(p.before) as "enquiriesBefore",
  toBool(l.is_open and not l.is_ordered) as "open", toBool(a.contacted_at is not null) as "contacted", toBool(l.is_visited or l.is_test_driven) as "came",
  a.said_more as "saidMore",
  toBool(ifNull(l.ordered_at <= l.captured_at + toIntervalDay({sale_days:UInt16}), false)) as "sold",
  -- A book of orders makes a lead of whoever bought without one: the order is all there ever was of it.
  toBool(ifNull(l.ordered_at <= greatest(l.captured_at, ifNull(a.first_sent_at, l.captured_at)), false)) as "bornSold",
  -- Whoever stood in the showroom when first spoken to needed no answer.
  toBool(ifNull(least(ifNull(l.visited_at, l.test_driven_at), ifNull(l.test_driven_at, l.visited_at)) <= a.contacted_at, false)) as "cameBefore",
  toBool(ifNull(least(ifNull(l.visited_at, l.test_driven_at), ifNull(l.test_driven_at, l.visited_at)) <= a.contacted_at + toIntervalDay({answer_days:UInt16}), false)) as "answered",
  if(a.contacted_at is null, null, toString(toDate(assumeNotNull(a.contacted_at), 'Asia/Shanghai'))) as "contactedOn"
from taken l
join arrival a on a.id = l.id
join place p on p.id = l.id
left join bought h on h.id = l.id
left join name s on s.id = l.series_id
left join name b on b.id = l.brand_id
left join name d on d.id = a.first_dealer_id
order by l.captured_at desc, l.id
limit {limit:UInt32}
