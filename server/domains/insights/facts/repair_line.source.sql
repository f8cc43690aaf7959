-- What was done and sold in a workshop, line by line. A line moves with its order, so the order's watermark is the line's.
select
  l.id, l.order_id, s.customer_id, s.brand_id, d.region_id, s.dealer_id, v.series_id, coalesce(v.variant_id, v.series_id) as model_id, l.kind, coalesce(l.code, '') as code, l.name,
  l.quantity, coalesce(l.amount_fen, 0) as amount_fen, (s.opened_at at time zone d.zone)::date as opened_on,
  s.fact_at at time zone 'UTC' as updated_at
from service.repair_order s
join service.repair_line l on l.order_id = s.id
join dealers.dealer d on d.id = s.dealer_id
left join vehicles.vehicle v on v.id = s.vehicle_id
where s.fact_at >= $1::timestamptz and (s.fact_at, l.id) > ($1::timestamptz, $2::uuid)
  and (s.fact_at > $4::timestamptz or age(s.xmin) <= age($5::xid))
order by s.fact_at, l.id
limit $3
