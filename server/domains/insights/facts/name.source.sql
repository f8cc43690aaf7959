-- What things are called, and where they stand: regions, dealers, campaigns, series, variants. Names everybody in the network may read.
-- `place` is a dealer's division, `class` the segment of a series, `parent_id` the series of a variant and the region of a dealer.
select f.id, f.kind, f.code, f.name, f.place, f.class, f.parent_id, f.updated_at at time zone 'UTC' as updated_at
from (
  select n.id, n.kind, n.code, n.name, coalesce(d.division_code, '') as place, '' as class, d.region_id as parent_id,
    greatest(n.updated_at, d.updated_at) as updated_at, n.xmin as wrote
  from dealers.node n left join dealers.dealer d on d.id = n.id
  union all select c.id, 'campaign', c.code, c.name, '', '', null, c.updated_at, c.xmin from campaigns.campaign c
  union all select s.id, 'series', '', s.name, '', s.segment, s.brand_id, s.updated_at, s.xmin from vehicles.series s
  union all select v.id, 'variant', '', v.name, '', '', v.series_id, v.updated_at, v.xmin from vehicles.variant v
) f
where (f.updated_at, f.id) > ($1::timestamptz, $2::uuid) and (f.updated_at > $4::timestamptz or age(f.wrote) <= age($5::xid))
order by f.updated_at, f.id
limit $3
