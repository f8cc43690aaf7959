,
  own as (
    select customer_id, -dateDiff('day', max(day), {to:Date}) as recent, toInt64(uniqExact(day)) as times, sum(amount_fen) as paid_fen
    from purchase
    where ({line:String} = 'all' or line = {line:String}) and not free and day <= {to:Date} and day > addMonths({to:Date}, -{months:Int32})
    group by customer_id
  ),
  -- The upper ends of all classes but the best: the value at rank ceil(share n).
  border as (
    select count() as n,
      arrayMap(share -> greatest(1, toUInt64(ceil(share * n - 1e-9))), {shares:Array(Float64)}) as ranks,
      arrayMap(rank -> sorted_r[rank], ranks) as r, arrayMap(rank -> sorted_f[rank], ranks) as f, arrayMap(rank -> sorted_m[rank], ranks) as m,
      arraySort(groupArray(recent)) as sorted_r, arraySort(groupArray(times)) as sorted_f, arraySort(groupArray(paid_fen)) as sorted_m
    from own
  ),
  scored as (
    select paid_fen, times,
      1 + arrayCount(one -> recent > one, (select r from border)) as r_score,
      1 + arrayCount(one -> times > one, (select f from border)) as f_score,
      1 + arrayCount(one -> paid_fen > one, (select m from border)) as m_score
    from own
  )
select toUInt8(r_score) as "recency", toUInt8(f_score) as "frequency", count() as "customers",
  avg(m_score) as "monetary", if({sees_money:Bool}, toNullable(toInt64(round(avg(paid_fen)))), null) as "averageFen", avg(times) as "times"
from scored
group by r_score, f_score
order by r_score, f_score
