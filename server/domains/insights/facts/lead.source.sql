-- What leaves PostgreSQL of a lead: no name, no number, nothing that says who it is.
select
  l.id, l.number, l.brand_id, d.region_id, d.area_id, l.dealer_id, l.consultant_id, l.customer_id, l.campaign_id, coalesce(l.medium, c.medium, '') as medium,
  l.source, l.series_id, l.grade, l.stage, l.holder, l.breaches, coalesce(l.lost_reason, '') as lost_reason, l.revenue_fen,
  l.captured_at at time zone 'UTC' as captured_at, l.dispatched_at at time zone 'UTC' as dispatched_at,
  l.due_at at time zone 'UTC' as due_at, l.paused_at is not null as paused, l.next_step_at at time zone 'UTC' as next_step_at,
  l.first_feedback_at at time zone 'UTC' as first_feedback_at, l.breached_at at time zone 'UTC' as breached_at,
  l.visited_at at time zone 'UTC' as visited_at, l.test_driven_at at time zone 'UTC' as test_driven_at,
  l.ordered_at at time zone 'UTC' as ordered_at, l.delivered_at at time zone 'UTC' as delivered_at,
  l.lost_at at time zone 'UTC' as lost_at, l.closed_at at time zone 'UTC' as closed_at,
  (l.captured_at at time zone z.zone)::date as captured_on, (l.dispatched_at at time zone z.zone)::date as dispatched_on,
  (l.first_feedback_at at time zone z.zone)::date as feedback_on, (l.visited_at at time zone z.zone)::date as visited_on,
  (l.test_driven_at at time zone z.zone)::date as test_driven_on, (l.ordered_at at time zone z.zone)::date as ordered_on,
  (l.delivered_at at time zone z.zone)::date as delivered_on, (l.lost_at at time zone z.zone)::date as lost_on,
  l.updated_at at time zone 'UTC' as updated_at
from leads.lead l
left join dealers.dealer d on d.id = l.dealer_id
left join campaigns.campaign c on c.id = l.campaign_id
cross join lateral (select coalesce(d.zone, 'Asia/Shanghai') as zone) z
where (l.updated_at, l.id) > ($1::timestamptz, $2::uuid) and (l.updated_at > $4::timestamptz or age(l.xmin) <= age($5::xid))
order by l.updated_at, l.id
limit $3
