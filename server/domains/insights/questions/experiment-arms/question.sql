,
  bought as (
    select assumeNotNull(customer_id) as customer_id, brand_id, dealer_id, delivered_on as day, 'vehicle' as line, price_fen as fen from delivery
    union all
    select assumeNotNull(customer_id), brand_id, dealer_id, opened_on, 'service', total_fen from repair_order where total_fen > 0
  ),
  -- Merged since, somebody can stand in both arms: then they say nothing.
  member as (
    select e.experiment_id as experiment_id, coalesce(e.customer_id, e.dealer_id) as member_id, any(e.customer_id is null) as is_dealer,
      any(e.brand_id) as brand_id, any(e.starts_on) as starts_on, least(any(e.ends_on), {to:Date}) as through, max(e.held_out) as is_held_out
    from experiment_member e
    where e.experiment_id in {experiments:Array(UUID)}
    group by e.experiment_id, member_id
    having min(e.held_out) = max(e.held_out)
  ),
  counted as (
    select m.experiment_id as experiment_id, m.member_id as member_id, m.is_held_out as held_out,
      countIf(b.day between m.starts_on and m.through) as times, sumIf(b.fen, b.day between m.starts_on and m.through) as paid,
      countIf(m.is_dealer and b.day >= m.starts_on - (m.through - m.starts_on) - 1 and b.day < m.starts_on) as times_before,
      sumIf(b.fen, m.is_dealer and b.day >= m.starts_on - (m.through - m.starts_on) - 1 and b.day < m.starts_on) as paid_before
    from member m
    left join (
      select toNullable(customer_id) as who, brand_id, day, line, fen from bought
      union all
      select toNullable(dealer_id), brand_id, day, line, fen from bought
    ) b on b.who = m.member_id and b.brand_id = m.brand_id and ({line:String} = '' or b.line = {line:String})
    group by m.experiment_id, m.member_id, m.is_held_out
  )
select
  toString(experiment_id) as "experimentId", held_out as "heldOut", toInt64(count()) as "members", toInt64(countIf(times > 0)) as "buyers",
  toInt64(sum(times)) as "purchases", toInt64(sum(paid)) as "fen", toInt64(sum(times_before)) as "purchasesBefore", toInt64(sum(paid_before)) as "fenBefore",
  sum(pow(toFloat64(paid), 2)) as "fenSquares",
  sum(pow(toFloat64(paid) - toFloat64(paid_before), 2)) as "changeSquares",
  sum(pow(toFloat64(times) - toFloat64(times_before), 2)) as "purchaseChangeSquares"
from counted
group by experiment_id, held_out
order by experiment_id, held_out
