,
  dealer as (
    select toNullable(id) as id, substring(place, 1, 2) as province from name
    where kind = 'dealer' and place != '' and ({every_dealer:Bool} or id in {scope_dealers:Array(UUID)})
      and (empty({regions:Array(UUID)}) or parent_id in {regions:Array(UUID)}) and (empty({dealers:Array(UUID)}) or id in {dealers:Array(UUID)})
  ),
  line as (
    select toNullable(id) as id, toString(class) as segment from name
    where kind = 'series' and class != '' and (empty({series:Array(UUID)}) or id in {series:Array(UUID)})
  ),
  -- Whole months of the period that somebody counted the market of, where a dealer the asker sees stands.
  market as (
    select month, division_code as province, segment, registrations from market_size
    where month >= {from:Date} and toLastDayOfMonth(month) <= {to:Date} and division_code in (select province from dealer)
      and (empty({series:Array(UUID)}) or segment in (select segment from line))
  ),
  counted as (
    select province, toString(segment) as segment, toInt64(sum(registrations)) as market, 0 as enquiries, 0 as sold from market group by province, segment
    union all
    select d.province, s.segment, 0, count(), 0 from taken l join dealer d on d.id = l.dealer_id join line s on s.id = l.series_id
    where (toStartOfMonth(l.captured_on), d.province, s.segment) in (select month, toString(province), toString(segment) from market)
    group by d.province, s.segment
    union all
    select d.province, s.segment, 0, 0, count() from delivery l join dealer d on d.id = toNullable(l.dealer_id) join line s on s.id = l.series_id
    where (toStartOfMonth(l.delivered_on), d.province, s.segment) in (select month, toString(province), toString(segment) from market)
    group by d.province, s.segment
  )
select toString(province) as "province", segment as "segment", toInt64(sum(market)) as "market", toInt64(sum(enquiries)) as "enquiries",
  toInt64(sum(sold)) as "sold", (select uniqExact(month) from market) as "months", (select toString(max(month)) from market) as "lastMonth"
from counted
group by "province", "segment"
having "market" > 0
order by "province", "segment"
