,
  sale as (
    select delivered_on as day, region_id, series_id from delivery where {what:String} = 'deliveries'
    union all
    select assumeNotNull(ordered_on), region_id, series_id from lead where {what:String} = 'orders' and is_ordered and ordered_on is not null
  ),
  marked as (
    select toStartOfMonth(day) as month,
      ifNull(multiIf({dimension:String} = 'region', toString(region_id), {dimension:String} = 'series', toString(series_id), 'all'), '') as mark
    from sale where day <= {to:Date} and day >= addMonths(toStartOfMonth({to:Date}), -60)
  )
select toString(m.month) as "month", m.mark as "mark", nullIf(n.name, '') as "name", count() as "sold"
from marked m
left join (select toString(id) as id, name from name) n on n.id = m.mark
group by m.month, m.mark, n.name
order by "mark", "month"
