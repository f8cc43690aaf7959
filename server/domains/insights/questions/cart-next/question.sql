,
  own as (
    select customer_id, argMax((code, name, toString(kind)), (touched_at, quantity * price_fen, code)) as thing
    from cart_line
    where customer_id is not null and left_hours between {least_hours:UInt32} and {most_hours:UInt32}
    group by customer_id
  ),
  -- As for what is left in the cart: what became of the carts an item was in.
  fate as (
    select code, uniqExactIf(cart_id, state = 'ordered' and not removed) as took,
      uniqExactIf(cart_id, state <> 'open' or dateDiff('hour', touched_at, {as_of:DateTime64(3, 'UTC')}) >= {least_hours:UInt32}) as settled
    from cart_line
    group by code
  )
select thing.1 as "item", argMax(thing.2, thing.2) as "name", argMax(thing.3, thing.3) as "kind", count() as "customers",
  any(fate.took) as "ordered", any(fate.settled) as "decided"
from own join fate on fate.code = own.thing.1
group by thing.1
order by "customers" desc, "item"
limit 200
