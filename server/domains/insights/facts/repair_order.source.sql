-- A car in the workshop: what the customer paid by business line, and what was done for nothing.
select
  s.id, s.customer_id, s.brand_id, d.region_id, d.area_id, s.dealer_id, v.series_id, s.kind,
  coalesce(s.labour_fen, 0) as labour_fen, coalesce(s.parts_fen, 0) as parts_fen, coalesce(s.accessories_fen, 0) as accessories_fen, s.total_fen,
  s.opened_at at time zone 'UTC' as opened_at, (s.opened_at at time zone d.zone)::date as opened_on,
  s.fact_at at time zone 'UTC' as updated_at
from service.repair_order s
join dealers.dealer d on d.id = s.dealer_id
left join vehicles.vehicle v on v.id = s.vehicle_id
where (s.fact_at, s.id) > ($1::timestamptz, $2::uuid) and (s.fact_at > $4::timestamptz or age(s.xmin) <= age($5::xid))
order by s.fact_at, s.id
limit $3
