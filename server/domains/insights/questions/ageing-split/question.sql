,
  open as (
    select dateDiff('day', captured_at, {as_of:DateTime64(3, 'UTC')}) as age, is_overdue,
      ifNull(multiIf({dimension:String} = 'region', toString(region_id), {dimension:String} = 'dealer', toString(dealer_id),
        {dimension:String} = 'series', toString(series_id), {dimension:String} = 'grade', toString(grade), {dimension:String} = 'stage', toString(stage),
        toString(holder)), '') as mark
    from lead where is_open
  )
select o.mark as "mark", nullIf(n.name, '') as "name",
  multiIf(age <= 7, '0-7', age <= 15, '8-15', age <= 30, '16-30', age <= 60, '31-60', age <= 90, '61-90', '91+') as "bucket",
  count() as "leads", countIf(is_overdue) as "overdue", sum(age) as "days"
from open o
left join (select toString(id) as id, name from name) n on n.id = o.mark
group by o.mark, n.name, "bucket"
order by "mark", "bucket"
