select customer as "customerId", place - 1 as "rule"
from next_product
where place > 0 and {also:Array(String)}[place] = {item:String} and customer > {after:String}
order by customer
limit {limit:UInt32}
