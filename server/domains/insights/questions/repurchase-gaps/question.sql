,
  owner as (
    select customer_id, arraySort(groupUniqArray(day)) as days,
      arrayMap((one, next, place) -> (intDiv(dateDiff('day', one, next) + 6, 7), place < length(days)),
        days, arrayPushBack(arrayPopFront(days), {to:Date}), arrayEnumerate(days)) as gaps
    from stop where car group by customer_id
  )
select toUInt32(gap.1) as "weeks", countIf(gap.2) as "again", countIf(not gap.2) as "watched"
from owner array join gaps as gap
group by "weeks"
order by "weeks"
