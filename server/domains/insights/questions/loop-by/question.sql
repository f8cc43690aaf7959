,
  marked as (
    select *, multiIf({dimension:String} = 'campaign', toString(campaign_id), {dimension:String} = 'medium', nullIf(toString(medium), ''),
      {dimension:String} = 'region', toString(region_id), {dimension:String} = 'dealer', toString(dealer_id), toString(series_id)) as mark
    from taken
  ),
  led as (
    select ifNull(mark, '') as mark, count() as leads, countIf(is_dispatched) as dispatched, countIf(is_in_time) as in_time, countIf(is_visited) as visits,
      countIf(is_test_driven) as test_drives, countIf(is_ordered) as orders, countIf(is_delivered) as deliveries,
      toInt64(sumIf(ifNull(revenue_fen, 0), is_delivered)) as revenue, countIf(is_breached) as breached, countIf(is_lost) as lost
    from marked group by mark
  ),
  cost_marked as (
    select *, multiIf({dimension:String} = 'campaign', toString(campaign_id), {dimension:String} = 'medium', nullIf(medium, ''),
      {dimension:String} = 'region', toString(region_id), {dimension:String} = 'dealer', toString(dealer_id), toString(series_id)) as mark
    from cost
  ),
  costed as (
    select ifNull(mark, '') as mark, toInt64(round(sum(spend_fen))) as fen, toInt64(round(sum(contacts))) as reached from cost_marked group by mark
  ),
  marks as (select mark from led union distinct select mark from costed)
select
  nullIf(m.mark, '') as "id",
  if({dimension:String} = 'medium', nullIf(m.mark, ''), nullIf(n.name, '')) as "name",
  if({sees_money:Bool}, c.fen, null) as "spendFen",
  if({sees_money:Bool}, c.reached, null) as "contacts",
  l.leads as "leads", l.dispatched as "dispatched", l.in_time as "inTime", l.visits as "visits", l.test_drives as "testDrives",
  l.orders as "orders", l.deliveries as "deliveries", l.revenue as "revenueFen", l.breached as "breached", l.lost as "lost"
from marks m
left join led l on l.mark = m.mark
left join costed c on c.mark = m.mark
left join (select toString(id) as id, name from name) n on n.id = m.mark
order by l.leads desc, m.mark
limit {limit:UInt32}
