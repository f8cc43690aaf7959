select
  toString(customer_id) as "customerId",
  dateDiff('day', min(day), {to:Date}) as "daysSinceFirst",
  dateDiff('day', max(day), {to:Date}) as "daysSinceLast",
  uniqExact(day) as "purchaseDays",
  uniqExactIf(day, day > {from:Date}) as "inWindow",
  uniqExactIf(day, day > addDays({to:Date}, -365)) as "lastYear",
  uniqExactIf(day, day > addDays({to:Date}, -730) and day <= addDays({to:Date}, -365)) as "yearBefore",
  sumIf(amount_fen, line = 'vehicle' and day > {from:Date}) as "vehicleFen",
  sumIf(amount_fen, line = 'service' and day > {from:Date}) as "serviceFen",
  sumIf(amount_fen, line = 'accessories' and day > {from:Date}) as "accessoriesFen",
  uniqExactIf(day, line != 'vehicle' and not free and day > {from:Date}) as "paidVisits",
  countIf(free and day > {from:Date}) as "freeVisits"
from purchase
where day <= {to:Date}
group by customer_id
order by customer_id
