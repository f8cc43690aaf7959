,
  one as (
    select cart_id, customer_id, reachable as may, quantity as pieces, price_fen, {item:String} in ('', code) as meant, left_hours
    from cart_line
    where left_hours >= {hours:UInt32} and began_on between {from:Date} and {to:Date}
  )
select toString(cart_id) as "cartId", toString(any(customer_id)) as "customerId", any(may) as "reachable",
  toInt64(sumIf(pieces, meant)) as "quantity", sumIf(pieces * price_fen, meant) as "valueFen",
  sum(pieces * price_fen) as "cartFen", toInt64(any(left_hours)) as "hours"
from one
where toString(cart_id) > {after:String}
group by cart_id
having countIf(meant) > 0
order by "cartId"
limit {limit:UInt32}
