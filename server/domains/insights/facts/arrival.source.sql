-- A lead as it arrived and was first given to a dealer. What the customer said may be filled in by a later enquiry:
-- `said_more` tells where that can have happened. Whose lead it is follows a merge with the nightly rebuild.
select
  l.id, l.customer_id, l.brand_id, l.dealer_id, t.dealer_id as first_dealer_id, t.at at time zone 'UTC' as first_sent_at,
  t.contacted_at at time zone 'UTC' as contacted_at,
  coalesce(l.horizon, '') as horizon, l.budget_fen, case l.trade_in when true then 'yes' when false then 'no' else '' end as trade_in,
  coalesce(left(l.division_code, 2), '') as province, l.wanted_dealer_id is not null as wants_dealer,
  l.touches > 1 and l.last_touch_at > coalesce(t.at, l.captured_at) as said_more,
  l.updated_at at time zone 'UTC' as updated_at
from leads.lead l
left join lateral (
  select u.dealer_id, u.at, u.contacted_at from leads.turn u where u.lead_id = l.id order by u.at, u.id limit 1
) t on true
where (l.updated_at, l.id) > ($1::timestamptz, $2::uuid) and (l.updated_at > $4::timestamptz or age(l.xmin) <= age($5::xid))
order by l.updated_at, l.id
limit $3
