,
  bought as (
    select customer_id, dealer_id, brand_id, region_id, delivered_on as day, price_fen as fen, has({sources:Array(String)}, toString(source)) as through
    from delivery
    union all
    select assumeNotNull(customer_id), dealer_id, brand_id, region_id, opened_on, total_fen, false from repair_order
  ),
  -- Known is who bought anything before, whatever the channel, wherever: the board's choice of dealers is made after.
  known as (select customer_id, min(day) as since from bought group by customer_id),
  opening as (select dealer_id, countIf(through and day < {from:Date}) as sold_before, countIf(through) as sold from bought where day <= {to:Date} group by dealer_id),
  spread as (
    select b.dealer_id as dealer_id, b.through as through, b.fen as fen, b.day >= {from:Date} as later,
      k.since < if(later, {from:Date}, {before_from:Date}) as existing
    from bought b join known k on k.customer_id = b.customer_id
    where b.day between {before_from:Date} and {to:Date}
      and (empty({only_brands:Array(UUID)}) or b.brand_id in {only_brands:Array(UUID)})
      and (empty({only_regions:Array(UUID)}) or b.region_id in {only_regions:Array(UUID)})
  )
select
  toString(s.dealer_id) as "dealerId", if(s.existing, 'existing', 'new') as "customers",
  any(o.sold_before) > 0 as "hadBefore", any(o.sold) > 0 as "has",
  toInt64(sumIf(s.fen, s.through and not s.later)) as "channelBeforeFen", toInt64(sumIf(s.fen, not s.through and not s.later)) as "otherBeforeFen",
  toInt64(sumIf(s.fen, s.through and s.later)) as "channelFen", toInt64(sumIf(s.fen, not s.through and s.later)) as "otherFen"
from spread s join opening o on o.dealer_id = s.dealer_id
group by s.dealer_id, s.existing
order by s.dealer_id, s.existing
