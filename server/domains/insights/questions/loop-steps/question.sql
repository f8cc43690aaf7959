,
  money as (select toInt64(round(sum(spend_fen))) as fen, toInt64(round(sum(contacts))) as reached from cost),
  -- A budget counts by the days of its flight that lie in the period.
  planned as (
    select toInt64(round(sum(budget_fen * greatest(0, least(ends_on, {to:Date}) - greatest(starts_on, {from:Date}) + 1) / (ends_on - starts_on + 1)))) as fen
    from campaign
  )
select
  if({sees_money:Bool}, (select fen from money), null) as "spend",
  if({sees_money:Bool}, (select reached from money), null) as "contacts",
  if({sees_money:Bool} and not {carry:Bool}, (select fen from planned), null) as "budgetFen",
  count() as "leads",
  countIf(is_dispatched) as "dispatched",
  countIf(is_in_time) as "inTime",
  countIf(is_visited) as "visits",
  countIf(is_test_driven) as "testDrives",
  countIf(is_ordered) as "orders",
  countIf(is_delivered) as "deliveries",
  toInt64(sumIf(ifNull(revenue_fen, 0), is_delivered)) as "revenue",
  countIf(is_open) as "open",
  countIf(is_overdue) as "overdue",
  countIf(is_breached) as "breached",
  countIf(is_lost) as "lost",
  uniqExactIf(dealer_id, dealer_id is not null) as "dealers"
from taken
