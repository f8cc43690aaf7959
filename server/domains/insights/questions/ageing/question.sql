select
  multiIf(age <= 7, '0-7', age <= 15, '8-15', age <= 30, '16-30', age <= 60, '31-60', age <= 90, '61-90', '91+') as "bucket",
  count() as "leads",
  countIf(is_overdue) as "overdue",
  countIf(is_breached) as "breached",
  countIf(dealer_id is null) as "waiting"
from (select *, dateDiff('day', captured_at, {as_of:DateTime64(3, 'UTC')}) as age from lead where is_open)
group by "bucket"
