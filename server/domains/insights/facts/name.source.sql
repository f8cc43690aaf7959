-- What things are called: regions, dealers, campaigns, series. Names everybody in the network may read.
select f.id, f.kind, f.code, f.name, f.updated_at at time zone 'UTC' as updated_at
from (
  select n.id, n.kind, n.code, n.name, n.updated_at, n.xmin as wrote from dealers.node n
  union all select c.id, 'campaign', c.code, c.name, c.updated_at, c.xmin from campaigns.campaign c
  union all select s.id, 'series', '', s.name, s.updated_at, s.xmin from vehicles.series s
) f
where (f.updated_at, f.id) > ($1::timestamptz, $2::uuid) and (f.updated_at > $4::timestamptz or age(f.wrote) <= age($5::xid))
order by f.updated_at, f.id
limit $3
