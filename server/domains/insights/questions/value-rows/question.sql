select
  toString(id) as "id", toString(value_class) as "valueClass", toString(abc) as "abc", toString(stage) as "stage",
  recency as "recency", frequency as "frequency", monetary as "monetary", days_since as "daysSince", purchases as "purchases",
  amount_fen as "amountFen", profit_fen as "profitFen", alive as "alive", expected_visits as "expectedVisits", expected_fen as "expectedFen",
  toString(loss_cause) as "lossCause", loss_fen as "lossFen"
from verdict
where (empty({classes:Array(String)}) or value_class in {classes:Array(String)})
  and (empty({abcs:Array(String)}) or abc in {abcs:Array(String)})
  and (empty({stages:Array(String)}) or stage in {stages:Array(String)})
  and ({recency:UInt8} = 0 or recency = {recency:UInt8})
  and ({frequency:UInt8} = 0 or frequency = {frequency:UInt8})
  and (not {at_loss:Bool} or loss_fen > 0)
  and ({after_id:String} = '' or (profit_fen, toString(id)) < (select (profit_fen, toString(id)) from verdict where toString(id) = {after_id:String}))
order by profit_fen desc, toString(id) desc
limit {limit:UInt32}
