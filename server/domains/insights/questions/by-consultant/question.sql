select
  toString(l.consultant_id) as "id", toString(any(l.dealer_id)) as "dealerId", any(d.name) as "dealer",
  count() as "leads", countIf(l.is_in_time) as "inTime", countIf(l.is_visited) as "visits", countIf(l.is_test_driven) as "testDrives",
  countIf(l.is_ordered) as "orders", countIf(l.is_delivered) as "deliveries",
  toInt64(sumIf(ifNull(l.revenue_fen, 0), l.is_delivered)) as "revenueFen",
  if({sees_money:Bool}, toInt64(round(sum(if(s.leads > 0, ifNull(p.fen, 0) / s.leads, 0)))), null) as "spendFen"
from taken l
left join (select toNullable(campaign_id) as campaign_id, fen from paid) p on p.campaign_id = l.campaign_id
left join (select campaign_id, leads from sharers) s on s.campaign_id = l.campaign_id
left join (select toNullable(id) as id, name from name) d on d.id = l.dealer_id
where l.consultant_id is not null
group by l.consultant_id
order by "leads" desc, "id"
limit {limit:UInt32}
