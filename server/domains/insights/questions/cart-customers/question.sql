,
  own as (
    select toString(assumeNotNull(customer_id)) as customer, argMax((code, left_hours), (touched_at, quantity * price_fen, code)) as thing
    from cart_line
    where customer_id is not null and left_hours between {least_hours:UInt32} and {most_hours:UInt32}
    group by customer
  )
select customer as "customerId", toInt64(assumeNotNull(thing.2)) as "hours"
from own
where thing.1 = {item:String} and customer > {after:String}
order by customer
limit {limit:UInt32}
