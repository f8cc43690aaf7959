,
  happened as (
    select toMonday(assumeNotNull(e.2)) as week, e.1 as step, e.3 as fen
    from lead
    array join [
      ('leads', toNullable(captured_on), 0), ('dispatched', if(is_dispatched, dispatched_on, null), 0), ('inTime', if(is_in_time, feedback_on, null), 0),
      ('visits', if(is_visited, visited_on, null), 0), ('testDrives', if(is_test_driven, test_driven_on, null), 0), ('orders', if(is_ordered, ordered_on, null), 0),
      ('deliveries', if(is_delivered, delivered_on, null), toInt64(ifNull(revenue_fen, 0)))
    ] as e
    where e.2 is not null and e.2 between {from:Date} and {to:Date}
  ),
  counted as (
    select week, countIf(step = 'leads') as leads, countIf(step = 'dispatched') as dispatched, countIf(step = 'inTime') as in_time, countIf(step = 'visits') as visits,
      countIf(step = 'testDrives') as test_drives, countIf(step = 'orders') as orders, countIf(step = 'deliveries') as deliveries, toInt64(sum(fen)) as revenue
    from happened group by week
  ),
  costed as (select toMonday(day) as week, toInt64(round(sum(spend_fen))) as fen, toInt64(round(sum(contacts))) as reached from cost group by week)
select
  toString(w.week) as "week",
  if({sees_money:Bool}, c.fen, null) as "spend", if({sees_money:Bool}, c.reached, null) as "contacts",
  n.leads as "leads", n.dispatched as "dispatched", n.in_time as "inTime", n.visits as "visits", n.test_drives as "testDrives",
  n.orders as "orders", n.deliveries as "deliveries", n.revenue as "revenue"
from (select toMonday({from:Date}) + 7 * number as week from numbers(toUInt64(intDiv(toMonday({to:Date}) - toMonday({from:Date}), 7) + 1))) w
left join counted n on n.week = w.week
left join costed c on c.week = w.week
order by w.week
