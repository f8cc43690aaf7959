-- What a question may read: rows already within the asker's scope and the board's filters. The door binds every
-- parameter here; a question that names `insights.` itself is refused. A step has happened when its instant lies
-- before `as_of`, so that the period compared with is seen as it stood at the same age. What begins with a dollar is a
-- condition of views.ts: who may see the row, and the chips the view listens to.
with
  -- The audience the board is narrowed to; the door has seen that the asker may open it.
  audience_member as (
    select customer_id from insights.audience_member final where notEmpty({audience:Array(UUID)}) and audience_id in {audience:Array(UUID)}
  ),
  -- Every lead in scope that fits the filters a campaign can have.
  campaign_lead as (
    select *,
      ifNull(dispatched_at <= {as_of:DateTime64(3, 'UTC')}, false) as is_dispatched,
      ifNull(first_feedback_at <= {as_of:DateTime64(3, 'UTC')}, false) and ifNull(first_feedback_at <= due_at, true) and breaches = 0 as is_in_time,
      ifNull(visited_at <= {as_of:DateTime64(3, 'UTC')}, false) as is_visited,
      ifNull(test_driven_at <= {as_of:DateTime64(3, 'UTC')}, false) as is_test_driven,
      ifNull(ordered_at <= {as_of:DateTime64(3, 'UTC')}, false) as is_ordered,
      ifNull(delivered_at <= {as_of:DateTime64(3, 'UTC')}, false) as is_delivered,
      ifNull(lost_at <= {as_of:DateTime64(3, 'UTC')}, false) as is_lost,
      ifNull(closed_at > {as_of:DateTime64(3, 'UTC')}, true) as is_open,
      breaches > 0 and ifNull(breached_at <= {as_of:DateTime64(3, 'UTC')}, true) as is_breached,
      ifNull(closed_at > {as_of:DateTime64(3, 'UTC')}, true) and not paused and dealer_id is not null
        and ifNull(if(first_feedback_at is null, due_at, next_step_at) < {as_of:DateTime64(3, 'UTC')}, false) as is_overdue
    from insights.lead final
    where captured_at <= {as_of:DateTime64(3, 'UTC')}
      and $seen_brand and $seen_dealer and $brands and $media and $regions and $campaigns
  ),
  lead as (
    select * from campaign_lead
    where $dealers and $series and $audience
  ),
  -- The leads of the period: captured on one of its days.
  taken as (select * from lead where captured_on between {from:Date} and {to:Date}),
  -- Money: head office and the brand only.
  spend as (
    select * from insights.spend final
    where {sees_money:Bool} and $seen_brand and $brands and $media and $regions and $campaigns
      and day between {from:Date} and {to:Date}
  ),
  campaign as (
    select * from insights.campaign final
    where {sees_money:Bool} and $seen_brand and $brands and $media and $regions
      and (empty({campaigns:Array(UUID)}) or id in {campaigns:Array(UUID)})
  ),
  -- Media are not billed by dealer or model: there every lead of the period carries an equal share of what its campaign spent.
  paid as (select campaign_id, sum(spend_fen) as fen, sum(contacts) as reached from spend group by campaign_id),
  sharers as (select campaign_id, count() as leads from campaign_lead where captured_on between {from:Date} and {to:Date} group by campaign_id),
  carried as (
    select l.campaign_id as campaign_id, l.medium as medium, l.region_id as region_id, l.dealer_id as dealer_id, l.series_id as series_id,
      l.captured_on as day, p.fen / s.leads as spend_fen, p.reached / s.leads as contacts
    from taken l join paid p on p.campaign_id = l.campaign_id join sharers s on s.campaign_id = l.campaign_id
  ),
  cost as (
    select toNullable(campaign_id) as campaign_id, toString(medium) as medium, region_id, cast(null, 'Nullable(UUID)') as dealer_id,
      cast(null, 'Nullable(UUID)') as series_id, day, toFloat64(spend_fen) as spend_fen, toFloat64(contacts) as contacts
    from spend where not {carry:Bool}
    union all
    select campaign_id, toString(medium), region_id, dealer_id, series_id, day, spend_fen, contacts from carried where {carry:Bool}
  ),
  daily_count as (
    select * from insights.daily_count final
    where $seen_brand and $seen_dealer and $brands and $regions and $dealers
  ),
  delivery as (
    select * from insights.delivery final
    where $seen_brand and $seen_dealer and $brands and $regions and $dealers and $series and $audience
  ),
  repair_order as (
    select * from insights.repair_order final
    where $seen_brand and $seen_dealer and $brands and $regions and $dealers and $series and $audience
      and customer_id is not null
  ),
  -- What a known customer paid, by business line, `free` where the work was done for nothing (warranty, recall, goodwill).
  purchase as (
    select customer_id, 'vehicle' as line, delivered_on as day, dealer_id, region_id, price_fen as amount_fen, false as free from delivery
    union all
    select assumeNotNull(customer_id), 'service', opened_on, dealer_id, region_id, total_fen - least(total_fen, accessories_fen),
      total_fen = 0 from repair_order
    union all
    select assumeNotNull(customer_id), 'accessories', opened_on, dealer_id, region_id, least(total_fen, accessories_fen), false
    from repair_order where accessories_fen > 0 and total_fen > 0
  ),
  -- A known customer's days with a dealer: a car handed over, or one in the workshop, `paid` unless the work was done for nothing.
  stop as (
    select customer_id, delivered_on as day, dealer_id, region_id, series_id, true as car, true as paid, false as repair, false as extras
    from delivery where delivered_on <= {to:Date}
    union all
    select assumeNotNull(customer_id), opened_on, dealer_id, region_id, series_id, false, total_fen > 0, kind in ('repair', 'accident'),
      accessories_fen > 0 and total_fen > 0
    from repair_order where opened_on <= {to:Date}
  ),
  -- The verdicts of customers who bought where the asker may look.
  verdict as (select * from insights.verdict final where id global in (select customer_id from purchase)),
  -- Lines of repair orders, of known customers and of others.
  repair_line as (
    select * from insights.repair_line final
    where $seen_brand and $seen_dealer and $brands and $regions and $dealers and $series and $audience
  ),
  -- Customers the asker's brands or dealers deal with, as customers.reach lets them be seen.
  customer as (
    select c.*, r.nodes as nodes from insights.customer as c final join insights.reach as r final on r.id = c.id
    where ({every_brand:Bool} and {every_dealer:Bool}
        or hasAny(r.nodes, if({every_dealer:Bool}, {scope_brands:Array(UUID)}, {scope_dealers:Array(UUID)})))
      and (empty({brands:Array(UUID)}) or hasAny(r.nodes, {brands:Array(UUID)}))
      and (empty({dealers:Array(UUID)}) or hasAny(r.nodes, {dealers:Array(UUID)}))
      and (empty({regions:Array(UUID)}) or hasAny(r.nodes, (
        select groupArray(id) from insights.name final where kind = 'dealer' and parent_id in {regions:Array(UUID)})))
      and (empty({audience:Array(UUID)}) or c.id global in (select customer_id from audience_member))
  ),
  -- The whole market is everybody's to read.
  market_size as (select * from insights.market_size final),
  -- What customers were touched by, of leads in scope whatever the filters: a path is cut by none of them.
  touch as (
    select t.id as id, t.lead_id as lead_id, t.customer_id as customer_id, toString(t.medium) as medium, t.campaign_id as campaign_id,
      toString(t.source) as source, t.at as at, t.touched_on as touched_on, l.brand_id as brand_id, l.region_id as region_id, l.dealer_id as dealer_id
    from (select * from insights.touch final where at <= {as_of:DateTime64(3, 'UTC')}) t
    join (
      select id, brand_id, region_id, dealer_id from insights.lead final
      where $seen_brand and $seen_dealer
    ) l on l.id = t.lead_id
  ),
  -- Experiments are about money: head office and the brand only.
  experiment_member as (
    select * from insights.experiment_member final
    where {sees_money:Bool} and $seen_brand and $brands
  ),
  -- Leads in scope and within the filters as they arrived and were first given to a dealer.
  arrival as (select * from insights.arrival final where id global in (select id from lead)),
  -- What dealers are to reach, by month. Nobody plans by medium or campaign; revenue is for head office and the brand only.
  plan as (
    select * from insights.plan final
    where ({sees_money:Bool} or measure <> 'revenue')
      and $seen_brand and $seen_dealer and $brands and $regions and $dealers and $series
  ),
  -- What is planned for a month, as far as it lies in the period; `has_whole`: beside plans by series (`car`) there is one of the whole dealer.
  plan_month as (
    select dealer_id, region_id, brand_id, series_id, month, toString(measure) as measure, ifNull(toString(series_id), '') as car,
      value * (least(toLastDayOfMonth(month), {to:Date}) - greatest(month, {from:Date}) + 1) / toDayOfMonth(toLastDayOfMonth(month)) as share,
      max(series_id is null) over (partition by dealer_id, brand_id, month, measure) as has_whole
    from plan where month between toStartOfMonth({from:Date}) and {to:Date}
  ),
  -- Carts of customers the asker sees, and nobody's carts for who sees the whole brand; `left_hours`: how long a line has lain
  -- there untouched, where it still does. Prices in a cart are no money yet: everybody who sees the cart sees them.
  cart_line as (
    select *, if(state = 'open' and not removed, toNullable(dateDiff('hour', touched_at, {as_of:DateTime64(3, 'UTC')})), null) as left_hours
    from insights.cart_line final
    where (({every_brand:Bool} and {every_dealer:Bool}) or ifNull(brand_id in {scope_brands:Array(UUID)}, customer_id is not null))
      and (empty({brands:Array(UUID)}) or ifNull(brand_id in {brands:Array(UUID)}, customer_id is not null))
      and if(customer_id is null, {every_dealer:Bool} and empty({regions:Array(UUID)}) and empty({dealers:Array(UUID)}),
        customer_id global in (select id from customer))
  ),
  -- The rule behind each customer's next product. {given} -> {also} come surest first: the first whose left side somebody has, and whose
  -- right side not yet though cars of their model ever had it done (nobody changes the oil of an electric car). Items are bits, at most
  -- 256: asking arrays for every customer and rule took ten times as long.
  next_product as (
    with
      arrayMap(one -> cityHash64(one), arrayDistinct(arrayConcat(arrayFlatten({given:Array(Array(String))}), {also:Array(String)}))) as known,
      (item -> if(has(known, item), bitShiftLeft(toUInt256(1), toUInt8(indexOf(known, item) - 1)), toUInt256(0))) as bit,
      line as (
        select customer_id, model_id, bit(cityHash64(if(code = '', name, code))) as item
        from repair_line where customer_id is not null and opened_on <= {to:Date}
      ),
      fitting as (select model_id, groupBitOr(item) as items from line where model_id is not null group by model_id),
      own as (
        select l.customer_id as customer_id, groupBitOr(l.item) as items, groupBitOr(f.items) as fits, countIf(l.model_id is not null) = 0 as anything
        from line l left join fitting f on f.model_id = l.model_id
        where not ({but_carts:Bool} and l.customer_id global in (
          select assumeNotNull(customer_id) from cart_line where customer_id is not null and left_hours between 24 and 720))
        group by l.customer_id
      )
    select toString(customer_id) as customer,
      arrayFirstIndex((left, right) -> bitAnd(items, left) = left and bitAnd(items, right) = 0 and (anything or bitAnd(fits, right) <> 0),
        arrayMap(left -> arrayFold((bits, one) -> bitOr(bits, bit(cityHash64(one))), left, toUInt256(0)), {given:Array(Array(String))}),
        arrayMap(one -> bit(cityHash64(one)), {also:Array(String)})) as place
    from own
  ),
  name as (select * from insights.name final)
