,
  -- Leads of the period whose story has ended: ordered and delivered, or lost. Only touches before the end can have led to it.
  story as (
    select id, number, brand_id, dealer_id, delivered_on, is_delivered, if(is_delivered, ifNull(revenue_fen, 0), 0) as fen,
      assumeNotNull(if(is_delivered, coalesce(ordered_at, delivered_at), lost_at)) as ended_at
    from taken where is_delivered or is_lost and not {each:Bool}
  ),
  whose as (select lead_id, any(customer_id) as customer_id from touch group by lead_id),
  seen as (
    select s.id as id, t.at as at, t.id as touch_id, if({of:String} = 'campaign', ifNull(toString(t.campaign_id), ''), t.medium) as mark,
      if({aged:Bool}, intDiv(dateDiff('second', t.at, s.ended_at), 86400), 0) as age
    from (select s.id as id, s.ended_at as ended_at, s.brand_id as brand_id, w.customer_id as customer_id from story s join whose w on w.lead_id = s.id) s
    join touch t on t.customer_id = s.customer_id and t.brand_id = s.brand_id
    where t.at <= s.ended_at and t.at > s.ended_at - toIntervalDay({lookback:UInt16})
  ),
  -- A touch of unknown medium or of no campaign is a touch all the same.
  path as (
    select id, arraySort(groupArray((at, touch_id, if(mark = '', 'none', mark), age))) as touches from seen group by id
  ),
  journey as (
    select s.id as id, s.number as number, s.dealer_id as dealer_id, s.delivered_on as delivered_on, s.is_delivered as is_delivered, s.fen as fen,
      arrayMap(t -> t.3, p.touches) as touches, if({aged:Bool}, arrayMap(t -> t.4, p.touches), []) as ages
    from story s left join path p on p.id = s.id
  )
select
  if({each:Bool}, toString(j.id), '') as "leadId", min(j.number) as "number", if({each:Bool}, toString(any(j.delivered_on)), null) as "on",
  min(nullIf(n.name, '')) as "dealer", j.touches as "touches", j.ages as "ageDays",
  toInt64(countIf(j.is_delivered)) as "delivered", toInt64(countIf(not j.is_delivered)) as "lost", toInt64(sum(j.fen)) as "revenueFen"
from journey j
left join (select toNullable(id) as id, name from name) n on n.id = j.dealer_id
where {mark:String} = '' or if({mark:String} = 'untouched', empty(j.touches), has(j.touches, {mark:String}))
group by "leadId", j.touches, j.ages
having {after:String} = '' or "leadId" < {after:String}
order by "leadId" desc
limit {limit:UInt32}
