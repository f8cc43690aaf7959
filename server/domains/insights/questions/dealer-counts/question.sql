select
  toString(d.dealer_id) as "dealerId", any(nullIf(n.name, '')) as "dealer", toString(any(d.region_id)) as "regionId", toString(d.brand_id) as "brandId",
  arraySort(groupArray((toInt32(dateDiff('day', {from:Date}, d.day)), toInt32(d.showroom_visits), toInt32(d.phone_enquiries)))) as reports,
  reports.1 as "days", reports.2 as "visits", reports.3 as "calls"
from daily_count d
left join name n on n.id = d.dealer_id
where d.day between {from:Date} and {to:Date}
group by d.dealer_id, d.brand_id
order by d.dealer_id, d.brand_id
