-- Which brands and dealers deal with a customer: what row security asks in PostgreSQL, for the views here.
select
  f.customer_id as id, array(select r.node_id from customers.reach r where r.customer_id = f.customer_id) as nodes,
  f.fact_at at time zone 'UTC' as updated_at
from customers.finder f
where (f.fact_at, f.customer_id) > ($1::timestamptz, $2::uuid) and (f.fact_at > $4::timestamptz or age(f.xmin) <= age($5::xid))
order by f.fact_at, f.customer_id
limit $3
