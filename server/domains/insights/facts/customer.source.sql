-- A customer without a name or a number. Who was merged into another is gone.
select
  c.id, c.kind, coalesce(c.division_code, '') as division_code, coalesce(c.sex, '') as sex, extract(year from c.birth_on)::int as birth_year,
  coalesce(c.first_source, '') as first_source, (c.created_at at time zone 'Asia/Shanghai')::date as created_on,
  (c.merged_into is not null)::int as deleted, c.updated_at at time zone 'UTC' as updated_at
from customers.customer c
where (c.updated_at, c.id) > ($1::timestamptz, $2::uuid) and (c.updated_at > $4::timestamptz or age(c.xmin) <= age($5::xid))
order by c.updated_at, c.id
limit $3
