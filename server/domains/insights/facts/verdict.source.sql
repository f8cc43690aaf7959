-- What the last valuation said of a customer.
select
  v.id, coalesce(v.value_class, '') as value_class, v.abc, v.stage, v.recency, v.frequency, v.monetary, v.days_since, v.purchases,
  v.amount_fen, v.profit_fen, v.alive, v.expected_visits, v.expected_fen, coalesce(v.loss_cause, '') as loss_cause, v.loss_fen,
  v.lapse_risk, v.lapses_on, v.lapse_state, coalesce(v.lapse_reasons -> 0 ->> 'driver', '') as lapse_reason,
  v.fact_at at time zone 'UTC' as updated_at
from insights.verdict v
where (v.fact_at, v.id) > ($1::timestamptz, $2::uuid) and (v.fact_at > $4::timestamptz or age(v.xmin) <= age($5::xid))
order by v.fact_at, v.id
limit $3
