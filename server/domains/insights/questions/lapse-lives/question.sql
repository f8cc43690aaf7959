,
  -- Whose an owner is: of the car they bought first, of the first visit where no car is known.
  life as (
    select
      customer_id, min(day) as born,
      multiIf(
        {by:String} = 'region', ifNull(toString(argMin(region_id, (not car, day))), ''),
        {by:String} = 'dealer', toString(argMin(dealer_id, (not car, day))),
        {by:String} = 'series', ifNull(toString(argMin(series_id, (not car, day))), ''),
        {by:String} = 'year', if(countIf(car) = 0, '', toString(toYear(minIf(day, car)))),
        'all'
      ) as grouped,
      arrayDistinct(arrayPushFront(arraySort(groupUniqArrayIf(day, paid)), born)) as days,
      arrayMap((one, next) -> dateDiff('day', one, next), days, arrayPushBack(arrayPopFront(days), {to:Date})) as gaps,
      arrayFirstIndex(gap -> gap > {window_days:UInt32}, gaps) as broke
    from stop group by customer_id
  ),
  largest as (select grouped from life group by grouped order by count() desc, grouped limit 10)
select
  grouped as "group",
  ifNull(any(n.name), '') as "name",
  intDiv(if(broke > 0, dateDiff('day', born, days[broke]) + {window_days:UInt32}, dateDiff('day', born, {to:Date})) + 6, 7) as "weeks",
  countIf(broke > 0) as "lapsed",
  countIf(broke = 0) as "watched",
  countIf(broke > 0 and broke < length(days)) as "returned"
from life left join name n on toString(n.id) = grouped
where grouped in (select grouped from largest)
group by grouped, "weeks"
order by grouped, "weeks"
