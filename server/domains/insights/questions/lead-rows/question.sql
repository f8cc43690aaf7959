,
  -- Months of dealers that have a plan for the metric, as a whole (no car) or for a series.
  planned as (
    select dealer_id, brand_id, month, car from plan_month
    where measure = {metric:String}
      and if({planned:String} = 'series' or not empty({series:Array(UUID)}), series_id is not null, series_id is null or not has_whole)
  ),
  -- The same leads as the number: of the period, but `open` and `overdue` by age bucket are not bound to it.
  behind as (
    select *, dateDiff('day', captured_at, {as_of:DateTime64(3, 'UTC')}) as age,
      multiIf(
        {metric:String} = 'leads', toNullable(captured_at), {metric:String} = 'dispatched', dispatched_at, {metric:String} = 'in-time', first_feedback_at,
        {metric:String} = 'visits', visited_at, {metric:String} = 'test-drives', test_driven_at, {metric:String} = 'orders', ordered_at,
        {metric:String} = 'deliveries', delivered_at, {metric:String} = 'revenue', delivered_at, {metric:String} = 'lost', lost_at,
        {metric:String} = 'breached', breached_at, if(first_feedback_at is null, due_at, next_step_at)) as moment,
      -- A plan counts what happened on the days of its month, whenever the lead arrived.
      multiIf({planned:String} = '', toNullable(captured_on), {metric:String} = 'visits', visited_on, {metric:String} = 'test-drives', test_driven_on,
        {metric:String} = 'orders', ordered_on, {metric:String} in ('deliveries', 'revenue'), delivered_on, toNullable(captured_on)) as day
    from lead
    where ({metric:String} in ('open', 'overdue') and {bucket:String} != '' or ifNull(day between {from:Date} and {to:Date}, false))
      and ({planned:String} = ''
        or (assumeNotNull(dealer_id), brand_id, toStartOfMonth(assumeNotNull(day)), '') global in (select dealer_id, brand_id, month, car from planned)
        or (assumeNotNull(dealer_id), brand_id, toStartOfMonth(assumeNotNull(day)), ifNull(toString(series_id), '-')) global in (
          select dealer_id, brand_id, month, car from planned))
      and multiIf(
        {metric:String} = 'leads', true, {metric:String} = 'dispatched', is_dispatched, {metric:String} = 'in-time', is_in_time,
        {metric:String} = 'visits', is_visited, {metric:String} = 'test-drives', is_test_driven, {metric:String} = 'orders', is_ordered,
        {metric:String} = 'deliveries', is_delivered, {metric:String} = 'revenue', is_delivered, {metric:String} = 'lost', is_lost,
        {metric:String} = 'breached', is_breached, {metric:String} = 'overdue', is_overdue, {metric:String} = 'open', is_open, false)
      and ({bucket:String} = '' or multiIf(age <= 7, '0-7', age <= 15, '8-15', age <= 30, '16-30', age <= 60, '31-60', age <= 90, '61-90', '91+') = {bucket:String})
      and ({reason:String} = '' or lost_reason = {reason:String})
      and ({mark_by:String} = '' or {mark:String} = ifNull(multiIf({mark_by:String} = 'region', toString(region_id),
        {mark_by:String} = 'dealer', toString(dealer_id), {mark_by:String} = 'consultant', toString(consultant_id),
        {mark_by:String} = 'grade', toString(grade), {mark_by:String} = 'stage', toString(stage), {mark_by:String} = 'holder', toString(holder),
        {mark_by:String} = 'contacted', if(ifNull(first_feedback_at <= {as_of:DateTime64(3, 'UTC')}, false), 'yes', 'no'),
        toString(series_id)), ''))
      and ({after_at:String} = '' or (captured_at, toString(id)) < (toDateTime64OrZero({after_at:String}, 3, 'UTC'), {after_id:String}))
    order by captured_at desc, toString(id) desc
    limit {limit:UInt32}
  )
select
  toString(b.id) as "id", b.number as "number", toString(b.captured_on) as "on", toString(b.captured_at) as "capturedAt",
  nullIf(c.name, '') as "campaign", nullIf(toString(b.medium), '') as "medium", nullIf(r.name, '') as "region", nullIf(d.name, '') as "dealer",
  nullIf(s.name, '') as "series", b.grade as "grade", b.stage as "stage", toString(b.moment) as "at", b.breaches as "breaches",
  nullIf(toString(b.lost_reason), '') as "lostReason", b.revenue_fen as "revenueFen"
from behind b
left join (select toNullable(id) as id, name from name) c on c.id = b.campaign_id
left join (select toNullable(id) as id, name from name) r on r.id = b.region_id
left join (select toNullable(id) as id, name from name) d on d.id = b.dealer_id
left join (select toNullable(id) as id, name from name) s on s.id = b.series_id
order by b.captured_at desc, toString(b.id) desc
