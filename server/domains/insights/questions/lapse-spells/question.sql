,
  daily as (
    select s.customer_id as customer_id, s.day as day, max(s.car) as car, max(s.paid) as paid, max(not s.paid) as free,
      max(s.repair) as repair, max(s.extras) as extras, min(s.dealer_id) as dealer_id, min(s.region_id) as region_id
    from stop s
    -- Whole owners, the same ones whoever asks again: about as many as are wanted.
    where {current:Bool} or cityHash64(customer_id) % (select greatest(1, intDiv(uniq(customer_id), {owners:UInt32})) from stop) = 0
    group by s.customer_id, s.day
  ),
  told as (
    select
      customer_id, day, paid, region_id, repair,
      toInt32(day) as at,
      minOrNullIf(day, paid) over ahead as next_on,
      countIf(paid and not car) over year as visits,
      countIf(free) over past as free_visits,
      countIf(not car or free) over past as all_visits,
      dateDiff('day', min(day) over past, day) as known_days,
      minOrNullIf(day, car) over past as bought_on,
      minOrNullIf(day, not car) over past as first_visit_on,
      max(extras) over past as extras,
      min(dealer_id) over past != max(dealer_id) over past as moved
    from daily
    window
      past as (partition by customer_id order by toInt32(day) rows between unbounded preceding and current row),
      year as (partition by customer_id order by toInt32(day) range between 364 preceding and current row),
      ahead as (partition by customer_id order by toInt32(day) rows between 1 following and unbounded following)
  )
select
  toString(customer_id) as "customerId",
  toString(day) as "on",
  toUInt32(least({window_days:UInt32}, dateDiff('day', day, ifNull(next_on, {to:Date})))) as "days",
  toUInt8(ifNull(dateDiff('day', day, next_on) <= {window_days:UInt32}, false)) as "back",
  toUInt32(visits) as "visits",
  if(all_visits = 0, 0, free_visits / all_visits) as "freeShare",
  known_days / 365.25 as "years",
  toUInt8(ifNull(dateDiff('day', bought_on, first_visit_on) > 180, false)) as "lateFirst",
  toUInt8(extras) as "extras",
  toUInt8(bought_on is not null) as "boughtHere",
  toUInt8(moved) as "moved",
  toUInt8(repair) as "repaired",
  ifNull(toString(region_id), '') as "region"
from told
where paid and ((not {current:Bool} and day > addDays({to:Date}, -{history_days:Int32})) or ({current:Bool} and next_on is null))
order by customer_id, day
