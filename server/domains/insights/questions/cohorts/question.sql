,
  owner as (
    select customer_id, minIf(day, car) as bought, intDiv(dateDiff('day', bought, {to:Date}), 91) as whole,
      groupUniqArrayIf(day, paid and not car) as visits,
      arrayDistinct(arrayMap(one -> intDiv(dateDiff('day', bought, one), 91), arrayFilter(one -> one > bought, visits))) as came
    from stop group by customer_id having countIf(car) > 0
  )
select
  concat(toString(toYear(bought)), ' Q', toString(toQuarter(bought))) as "cohort",
  toUInt32(since) as "since", count() as "owners", countIf(has(came, since)) as "came"
from owner array join range(least(20, toUInt32(whole))) as since
group by "cohort", "since"
order by "cohort", "since"
