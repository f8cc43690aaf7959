-- What a question may read: rows already within the asker's scope and the board's filters. The door binds every
-- parameter here; a question that names `insights.` itself is refused. A step has happened when its instant lies
-- before `as_of`, so that the period compared with is seen as it stood at the same age.
with
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
      and ({every_brand:Bool} or brand_id in {scope_brands:Array(UUID)})
      and ({every_dealer:Bool} or dealer_id in {scope_dealers:Array(UUID)})
      and (empty({brands:Array(UUID)}) or brand_id in {brands:Array(UUID)})
      and (empty({media:Array(String)}) or medium in {media:Array(String)})
      and (empty({regions:Array(UUID)}) or region_id in {regions:Array(UUID)})
      and (empty({campaigns:Array(UUID)}) or campaign_id in {campaigns:Array(UUID)})
  ),
  lead as (
    select * from campaign_lead
    where (empty({dealers:Array(UUID)}) or dealer_id in {dealers:Array(UUID)})
      and (empty({series:Array(UUID)}) or series_id in {series:Array(UUID)})
  ),
  -- The leads of the period: captured on one of its days.
  taken as (select * from lead where captured_on between {from:Date} and {to:Date}),
  -- Money: head office and the brand only.
  spend as (
    select * from insights.spend final
    where {sees_money:Bool}
      and ({every_brand:Bool} or brand_id in {scope_brands:Array(UUID)})
      and (empty({brands:Array(UUID)}) or brand_id in {brands:Array(UUID)})
      and (empty({media:Array(String)}) or medium in {media:Array(String)})
      and (empty({regions:Array(UUID)}) or region_id in {regions:Array(UUID)})
      and (empty({campaigns:Array(UUID)}) or campaign_id in {campaigns:Array(UUID)})
      and day between {from:Date} and {to:Date}
  ),
  campaign as (
    select * from insights.campaign final
    where {sees_money:Bool}
      and ({every_brand:Bool} or brand_id in {scope_brands:Array(UUID)})
      and (empty({brands:Array(UUID)}) or brand_id in {brands:Array(UUID)})
      and (empty({media:Array(String)}) or medium in {media:Array(String)})
      and (empty({regions:Array(UUID)}) or region_id in {regions:Array(UUID)})
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
    where ({every_brand:Bool} or brand_id in {scope_brands:Array(UUID)})
      and ({every_dealer:Bool} or dealer_id in {scope_dealers:Array(UUID)})
      and (empty({brands:Array(UUID)}) or brand_id in {brands:Array(UUID)})
      and (empty({regions:Array(UUID)}) or region_id in {regions:Array(UUID)})
      and (empty({dealers:Array(UUID)}) or dealer_id in {dealers:Array(UUID)})
  ),
  delivery as (
    select * from insights.delivery final
    where ({every_brand:Bool} or brand_id in {scope_brands:Array(UUID)})
      and ({every_dealer:Bool} or dealer_id in {scope_dealers:Array(UUID)})
      and (empty({brands:Array(UUID)}) or brand_id in {brands:Array(UUID)})
      and (empty({regions:Array(UUID)}) or region_id in {regions:Array(UUID)})
      and (empty({dealers:Array(UUID)}) or dealer_id in {dealers:Array(UUID)})
      and (empty({series:Array(UUID)}) or series_id in {series:Array(UUID)})
  ),
  repair_order as (
    select * from insights.repair_order final
    where ({every_brand:Bool} or brand_id in {scope_brands:Array(UUID)})
      and ({every_dealer:Bool} or dealer_id in {scope_dealers:Array(UUID)})
      and (empty({brands:Array(UUID)}) or brand_id in {brands:Array(UUID)})
      and (empty({regions:Array(UUID)}) or region_id in {regions:Array(UUID)})
      and (empty({dealers:Array(UUID)}) or dealer_id in {dealers:Array(UUID)})
      and (empty({series:Array(UUID)}) or series_id in {series:Array(UUID)})
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
    where ({every_brand:Bool} or brand_id in {scope_brands:Array(UUID)})
      and ({every_dealer:Bool} or dealer_id in {scope_dealers:Array(UUID)})
      and (empty({brands:Array(UUID)}) or brand_id in {brands:Array(UUID)})
      and (empty({regions:Array(UUID)}) or region_id in {regions:Array(UUID)})
      and (empty({dealers:Array(UUID)}) or dealer_id in {dealers:Array(UUID)})
      and (empty({series:Array(UUID)}) or series_id in {series:Array(UUID)})
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
      where ({every_brand:Bool} or brand_id in {scope_brands:Array(UUID)})
        and ({every_dealer:Bool} or dealer_id in {scope_dealers:Array(UUID)})
    ) l on l.id = t.lead_id
  ),
  -- Experiments are about money: head office and the brand only.
  experiment_member as (
    select * from insights.experiment_member final
    where {sees_money:Bool} and ({every_brand:Bool} or brand_id in {scope_brands:Array(UUID)})
      and (empty({brands:Array(UUID)}) or brand_id in {brands:Array(UUID)})
  ),
  -- Leads in scope and within the filters as they arrived and were first given to a dealer.
  arrival as (select * from insights.arrival final where id global in (select id from lead)),
  name as (select * from insights.name final)
