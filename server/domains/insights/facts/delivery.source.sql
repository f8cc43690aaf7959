-- A car handed over: who bought, where, for how much. Who that is stays in PostgreSQL.
select
  s.id, s.customer_id, s.brand_id, d.region_id, d.area_id, s.dealer_id, s.consultant_id, v.series_id,
  coalesce(v.variant_id, o.variant_id) as variant_id, coalesce(s.colour, '') as colour, coalesce(s.options, '{}') as options,
  s.options is not null as options_told, l.campaign_id, coalesce(l.medium, c.medium, '') as medium, l.source, s.price_fen,
  s.delivered_at at time zone 'UTC' as delivered_at, (s.delivered_at at time zone d.zone)::date as delivered_on,
  s.fact_at at time zone 'UTC' as updated_at
from sales.delivery s
join dealers.dealer d on d.id = s.dealer_id
join leads.lead l on l.id = s.lead_id
join vehicles.vehicle v on v.id = s.vehicle_id
join sales.car_order o on o.id = s.order_id
left join campaigns.campaign c on c.id = l.campaign_id
where (s.fact_at, s.id) > ($1::timestamptz, $2::uuid) and (s.fact_at > $4::timestamptz or age(s.xmin) <= age($5::xid))
order by s.fact_at, s.id
limit $3
