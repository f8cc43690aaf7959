select
  toString(id) as "id", number as "number", toString(captured_on) as "capturedOn", toString(stage) as "stage",
  ifNull(toString(delivered_on), '') as "deliveredOn"
from lead
where source = 'referral'
  and if({of:String} = 'leads', captured_on, if(is_delivered, assumeNotNull(delivered_on), toDate(0))) between {from:Date} and {to:Date}
  and (not {one:Bool} or ifNull(toString(dealer_id), '') = {whose:String})
  and ({after_id:String} = '' or toString(id) < {after_id:String})
order by toString(id) desc
limit {limit:UInt32}
