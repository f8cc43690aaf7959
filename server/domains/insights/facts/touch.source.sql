-- By what a customer was touched, and whose lead it was. Where that lead lies now the lead's own fact says.
select
  t.id, t.lead_id, l.customer_id, coalesce(t.medium, c.medium, '') as medium, t.campaign_id, t.source,
  t.at at time zone 'UTC' as at, (t.at at time zone coalesce(d.zone, 'Asia/Shanghai'))::date as touched_on,
  t.fact_at at time zone 'UTC' as updated_at
from leads.touch t
join leads.lead l on l.id = t.lead_id
left join dealers.dealer d on d.id = l.dealer_id
left join campaigns.campaign c on c.id = t.campaign_id
where (t.fact_at, t.id) > ($1::timestamptz, $2::uuid) and (t.fact_at > $4::timestamptz or age(t.xmin) <= age($5::xid))
order by t.fact_at, t.id
limit $3
