select toString(loss_cause) as "cause", toString(value_class) as "valueClass", count() as "customers",
  toInt64(sum(ifNull(loss_fen, 0))) as "lossFen", sum(amount_fen) as "amountFen"
from verdict
where loss_fen > 0
group by loss_cause, value_class
order by "lossFen" desc, "cause", "valueClass"
