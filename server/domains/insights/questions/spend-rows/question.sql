,
  behind as (
    select * from spend
    where {after_day:String} = '' or (day, toString(id)) < (toDateOrZero({after_day:String}), {after_id:String})
    order by day desc, toString(id) desc
    limit {limit:UInt32}
  )
select toString(b.id) as "id", toString(b.day) as "on", nullIf(c.name, '') as "campaign", b.medium as "medium", nullIf(r.name, '') as "region",
  b.spend_fen as "spendFen", b.contacts as "contacts"
from behind b
left join (select id, name from name) c on c.id = b.campaign_id
left join (select toNullable(id) as id, name from name) r on r.id = b.region_id
order by b.day desc, toString(b.id) desc
