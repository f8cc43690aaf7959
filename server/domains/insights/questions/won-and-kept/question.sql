,
  -- Whoever was delivered a car is a customer from that day on.
  owner as (select customer_id, min(day) as since from stop where car group by customer_id),
  -- What media were paid for leads of people who were customers already; the rest is what winning costs.
  on_owners as (
    select sum(p.fen / s.leads) as fen
    from taken l join arrival a on a.id = l.id join owner o on o.customer_id = a.customer_id
      join paid p on p.campaign_id = l.campaign_id join sharers s on s.campaign_id = l.campaign_id
    where o.since < l.captured_on
  ),
  came as (
    select uniqExactIf(v.customer_id, v.paid) as kept, countIf(not v.paid) as free
    from stop v join owner o on o.customer_id = v.customer_id
    where o.since < {from:Date} and v.day between {from:Date} and {to:Date}
  )
select
  toInt64(round((select sum(spend_fen) from spend))) as "spendFen",
  toInt64(round((select fen from on_owners))) as "spendOnOwnersFen",
  (select countIf(since between {from:Date} and {to:Date}) from owner) as "won",
  (select kept from came) as "kept",
  (select free from came) as "freeVisits"
