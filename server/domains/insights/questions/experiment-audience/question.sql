,
  audience as (
    select distinct customer_id as id from purchase where {unit:String} = 'owners'
      and (empty({classes:Array(String)}) and empty({stages:Array(String)}) or customer_id in (
        select id from verdict where (empty({classes:Array(String)}) or value_class in {classes:Array(String)})
          and (empty({stages:Array(String)}) or stage in {stages:Array(String)})))
    union all
    select distinct customer_id from touch where {unit:String} = 'enquirers' and lead_id in (select id from lead where is_open)
    union all
    select distinct dealer_id from daily_count where {unit:String} = 'dealers' and day between {from:Date} and {to:Date}
  )
select toString(id) as "id" from audience order by id limit {limit:UInt32}
