,
  -- The total is the row without a code. A cart that is open and was touched within the hours is still being filled: it is neither left nor decided.
  one as (
    select cart_id, code, name as said, toString(kind) as sort, quantity as pieces, price_fen, customer_id, reachable as may, touched_at, left_hours,
      ifNull(left_hours >= {hours:UInt32}, false) as lies, state = 'ordered' and not removed as bought,
      state <> 'open' or dateDiff('hour', touched_at, {as_of:DateTime64(3, 'UTC')}) >= {hours:UInt32} as settled
    from cart_line
    where began_on between {from:Date} and {to:Date}
  )
select code as "item", argMax(said, (touched_at, said)) as "name", argMax(sort, (touched_at, sort)) as "kind",
  uniqExactIf(cart_id, lies) as "left", toInt64(sumIf(pieces, lies)) as "quantity", sumIf(pieces * price_fen, lies) as "valueFen",
  uniqExactIf(cart_id, bought and settled) as "ordered", uniqExactIf(cart_id, settled) as "decided",
  uniqExactIf(customer_id, lies and customer_id is not null) as "known", uniqExactIf(customer_id, lies and may) as "reachable",
  quantileExactInclusiveOrNullIf(0.5)(left_hours, lies) as "hours"
from one
group by grouping sets ((code), ())
having "left" > 0
order by "item" <> '', "valueFen" desc, "item"
limit 1001
