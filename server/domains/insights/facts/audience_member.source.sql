-- Who is in which audience, under the record that answers for them today.
select
  m.id, m.audience_id, m.customer_id, m.fact_at at time zone 'UTC' as updated_at
from insights.audience_member m
where (m.fact_at, m.id) > ($1::timestamptz, $2::uuid) and (m.fact_at > $4::timestamptz or age(m.xmin) <= age($5::xid))
order by m.fact_at, m.id
limit $3
