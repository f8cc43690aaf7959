select c.id, c.brand_id, c.medium, c.region_id, c.budget_fen, c.starts_on, c.ends_on, c.updated_at at time zone 'UTC' as updated_at
from campaigns.campaign c
where (c.updated_at, c.id) > ($1::timestamptz, $2::uuid) and (c.updated_at > $4::timestamptz or age(c.xmin) <= age($5::xid))
order by c.updated_at, c.id
limit $3
