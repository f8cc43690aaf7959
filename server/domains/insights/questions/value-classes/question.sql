select
  toString(value_class) as "valueClass", toString(abc) as "abc", toString(stage) as "stage", count() as "customers",
  sum(amount_fen) as "amountFen", sum(profit_fen) as "profitFen", toInt64(sum(ifNull(expected_fen, 0))) as "expectedFen",
  countIf(loss_fen > 0) as "atLoss", toInt64(sum(ifNull(loss_fen, 0))) as "lossFen", countIf(loss_cause = 'free') as "lossByFree"
from verdict
group by value_class, abc, stage
order by value_class, abc, stage
