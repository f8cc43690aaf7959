select toString(id) as "id", toString(division_code) as "division", toString(created_on) as "on", toString(first_source) as "source",
  id in (select customer_id from purchase) as "bought"
from customer
where startsWith(division_code, {within:String}) and ({within:String} != '' or division_code = '') and toString(id) > {after:String}
  and multiIf({of:String} = 'buyers', id in (select customer_id from purchase), {of:String} = 'newcomers', created_on between {from:Date} and {to:Date}, true)
order by toString(id)
limit {limit:UInt32}
