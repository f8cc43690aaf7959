,
  sold as (
    select series_id, multiIf(
        {what:String} = 'option', arrayDistinct(arrayMap(o -> toString(o), options)),
        {what:String} = 'colour', [toString(colour)],
        [toString(assumeNotNull(variant_id))]) as marks
    from delivery
    where delivered_on between {from:Date} and {to:Date} and series_id is not null
      and multiIf({what:String} = 'option', options_told, {what:String} = 'colour', colour != '', variant_id is not null)
  ),
  whole as (select series_id, count() as cars from sold group by series_id)
select toString(t.series_id) as "seriesId", s.name as "series", if({what:String} = 'variant', v.name, t.mark) as "mark",
  t.taken as "taken", w.cars as "cars"
from (select series_id, mark, count() as taken from sold array join marks as mark group by series_id, mark) t
join whole w on w.series_id = t.series_id
join (select toNullable(id) as id, name from name) s on s.id = t.series_id
left join (select toString(id) as id, name from name) v on v.id = t.mark
order by w.cars desc, "series", t.taken desc, "mark"
limit 2000
