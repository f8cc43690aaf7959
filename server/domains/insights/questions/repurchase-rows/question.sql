,
  owner as (
    select toString(customer_id) as id, max(day) as bought, uniqExact(day) as cars, toUInt32(dateDiff('day', bought, {to:Date})) as age
    from stop where car group by customer_id
  )
select
  id as "id", toString(bought) as "boughtOn", cars as "cars", age as "age",
  ifNull(toString(v.value_class), '') as "valueClass", count() over () as "inWindow"
from owner left join verdict v on toString(v.id) = owner.id
where age between {from_age:UInt32} and {to_age:UInt32}
  and ({after_id:String} = '' or (age, owner.id) < (select (age, id) from owner where id = {after_id:String}))
order by age desc, owner.id desc
limit {limit:UInt32}
