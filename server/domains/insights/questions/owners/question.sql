, car as (
  select customer_id, uniqExact(id) as cars, max(delivered_on) as last, argMax(series_id, (delivered_on, id)) as series_id,
    argMax(brand_id, (delivered_on, id)) as brand_id, argMax(dealer_id, (delivered_on, id)) as dealer_id, argMax(price_fen, (delivered_on, id)) as price_fen
  from delivery where delivered_on <= {snapshot:Date}
  group by customer_id
),
again as (
  select distinct customer_id from delivery
  where delivered_on > {snapshot:Date} and delivered_on <= addDays({snapshot:Date}, {within_days:UInt16})
),
workshop as (
  select assumeNotNull(customer_id) as customer, max(opened_on) as last, countIf(opened_on > addDays({snapshot:Date}, -365)) as year,
    countIf(opened_on > addDays({snapshot:Date}, -730) and opened_on <= addDays({snapshot:Date}, -365)) as before,
    sumIf(total_fen, opened_on > addDays({snapshot:Date}, -365)) as fen,
    countIf(kind in ('repair', 'accident') and opened_on > addDays({snapshot:Date}, -365)) as repairs,
    countIf(total_fen = 0 and opened_on > addDays({snapshot:Date}, -365)) as free,
    sumIf(accessories_fen, opened_on > addDays({snapshot:Date}, -365)) as accessories
  from repair_order where opened_on <= {snapshot:Date}
  group by customer
)
select
  toString(c.customer_id) as "id", toInt64(c.cars) as "cars", dateDiff('day', c.last, {snapshot:Date}) as "daysOwned",
  ifNull(s.name, '') as "series", ifNull(b.name, '') as "brand", ifNull(d.name, '') as "dealer", c.price_fen as "priceFen",
  if(w.last > toDate(0), dateDiff('day', w.last, {snapshot:Date}), null) as "daysSinceVisit",
  w.year as "visitsThisYear", w.before as "visitsYearBefore", w.fen as "spentFen", w.repairs as "repairs", w.free as "freeVisits",
  w.accessories as "accessoriesFen", toBool(c.customer_id in (select customer_id from again)) as "again"
from car c
left join workshop w on w.customer = c.customer_id
left join name s on s.id = c.series_id
left join name b on b.id = c.brand_id
left join name d on d.id = c.dealer_id
order by c.customer_id
limit {limit:UInt32}
