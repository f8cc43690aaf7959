,
  -- A plan of the whole dealer goes before its plans by series, unless it is asked by series.
  cell as (
    select * from plan_month
    where if({by:String} = 'series' or not empty({series:Array(UUID)}), series_id is not null, series_id is null or not has_whole)
  ),
  -- What happened on days of the period, whenever its lead arrived: that is what a month's plan is of.
  happened as (
    select dealer_id, brand_id, series_id, e.1 as measure, toStartOfMonth(assumeNotNull(e.2)) as month, e.3 as amount
    from lead
    array join [
      ('leads', toNullable(captured_on), 1), ('visits', if(is_visited, visited_on, null), 1), ('test-drives', if(is_test_driven, test_driven_on, null), 1),
      ('orders', if(is_ordered, ordered_on, null), 1), ('deliveries', if(is_delivered, delivered_on, null), 1),
      ('revenue', if({sees_money:Bool} and is_delivered, delivered_on, null), toInt64(ifNull(revenue_fen, 0)))
    ] as e
    where dealer_id is not null and e.2 is not null and e.2 between {from:Date} and {to:Date}
  ),
  -- Each once for the dealer and once for its series, so that a plan of either finds its own.
  done as (
    select assumeNotNull(dealer_id) as dealer_id, brand_id, measure, month, car, toInt64(sum(amount)) as amount
    from happened array join if(series_id is null, [''], ['', toString(assumeNotNull(series_id))]) as car
    group by dealer_id, brand_id, measure, month, car
  ),
  met as (
    select c.dealer_id as dealer_id, c.region_id as region_id, c.car as car, c.measure as measure, c.share as share, ifNull(d.amount, 0) as amount
    from cell c
    left join done d on d.dealer_id = c.dealer_id and d.brand_id = c.brand_id and d.measure = c.measure and d.month = c.month and d.car = c.car
  ),
  -- All together have a mark too, materialized: a join by a constant is refused.
  marked as (
    select *, multiIf({by:String} = 'region', toString(region_id), {by:String} = 'dealer', toString(dealer_id), {by:String} = 'series', car, materialize('')) as mark
    from met
  )
select nullIf(m.mark, '') as "id", nullIf(any(n.name), '') as "name", m.measure as "measure", sum(m.share) as "plan", toInt64(sum(m.amount)) as "done"
from marked m left join (select toString(id) as id, name from name) n on n.id = m.mark
group by m.mark, m.measure
order by m.mark, m.measure
limit 20000
