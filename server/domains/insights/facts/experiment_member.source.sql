-- Who was drawn for or left out of an experiment. Whoever was merged since is asked for under the record that survived.
select
  m.id, m.experiment_id, e.brand_id, e.starts_on, e.ends_on, coalesce(c.merged_into, m.customer_id) as customer_id, m.dealer_id, m.held_out,
  m.fact_at at time zone 'UTC' as updated_at
from insights.experiment_member m
join insights.experiment e on e.id = m.experiment_id
left join customers.customer c on c.id = m.customer_id
where (m.fact_at, m.id) > ($1::timestamptz, $2::uuid) and (m.fact_at > $4::timestamptz or age(m.xmin) <= age($5::xid))
order by m.fact_at, m.id
limit $3
