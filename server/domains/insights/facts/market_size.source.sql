-- The whole market's registrations by month, province and segment.
select m.id, m.month, m.division_code, m.segment, m.registrations, m.updated_at at time zone 'UTC' as updated_at
from vehicles.market_size m
where (m.updated_at, m.id) > ($1::timestamptz, $2::uuid) and (m.updated_at > $4::timestamptz or age(m.xmin) <= age($5::xid))
order by m.updated_at, m.id
limit $3
