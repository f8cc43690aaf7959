,
  ranked as (
    select *, toString(id) as who,
      multiIf({rank:String} = 'risk', toFloat64(ifNull(lapse_risk, -1)),
        {rank:String} = 'expected', toFloat64(ifNull(expected_fen, profit_fen)), toFloat64(profit_fen)) as rank_value
    from verdict
  )
select
  who as "id", toString(value_class) as "valueClass", toString(abc) as "abc", toString(stage) as "stage",
  recency as "recency", frequency as "frequency", monetary as "monetary", days_since as "daysSince", purchases as "purchases",
  amount_fen as "amountFen", profit_fen as "profitFen", alive as "alive", expected_visits as "expectedVisits", expected_fen as "expectedFen",
  toString(loss_cause) as "lossCause", loss_fen as "lossFen",
  lapse_risk as "lapseRisk", toString(lapses_on) as "lapsesOn", toString(lapse_state) as "lapseState"
from ranked
where (empty({classes:Array(String)}) or value_class in {classes:Array(String)})
  and (empty({abcs:Array(String)}) or abc in {abcs:Array(String)})
  and (empty({stages:Array(String)}) or stage in {stages:Array(String)})
  and (empty({causes:Array(String)}) or loss_cause in {causes:Array(String)})
  and ({recency:UInt8} = 0 or recency = {recency:UInt8})
  and ({frequency:UInt8} = 0 or frequency = {frequency:UInt8})
  and (not {at_loss:Bool} or loss_fen > 0)
  and ({silent:UInt32} = 0 or days_since > {silent:UInt32})
  and ({after_id:String} = '' or (rank_value, who) < (select (rank_value, who) from ranked where who = {after_id:String}))
order by rank_value desc, who desc
limit {limit:UInt32}
