select toString(value_class) as "valueClass", countIf(days_since > {silent:UInt32}) as "customers", count() as "all",
  sumIf(amount_fen, days_since > {silent:UInt32}) as "amountFen", sumIf(profit_fen, days_since > {silent:UInt32}) as "profitFen",
  toInt64(sumIf(ifNull(expected_fen, 0), days_since > {silent:UInt32})) as "expectedFen",
  avgOrNullIf(v.alive, v.days_since > {silent:UInt32} and v.alive is not null) as "alive"
from verdict v
group by value_class
order by value_class
