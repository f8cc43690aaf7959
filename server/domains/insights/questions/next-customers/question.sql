,
  -- By its hash: comparing words for every customer and rule took three times as long.
  line as (
    select customer_id, model_id, cityHash64(if(code = '', name, code)) as item
    from repair_line
    where customer_id is not null and opened_on <= {to:Date}
  ),
  -- What cars of a model ever had done: nobody changes the oil of an electric car.
  fitting as (
    select groupArray(model) as models, groupArray(fits) as items
    from (select assumeNotNull(model_id) as model, groupUniqArray(item) as fits from line where model_id is not null group by model)
  ),
  own as (
    select customer_id, groupUniqArray(item) as items, groupUniqArray(model_id) as models from line
    where not ({but_carts:Bool} and customer_id global in (
      select assumeNotNull(customer_id) from cart_line where customer_id is not null and left_hours between 24 and 720))
    group by customer_id
  ),
  -- Rules come surest first: the first whose left side somebody has, and whose right side not yet though it fits the car.
  best as (
    select toString(customer_id) as customer,
      arrayFlatten(arrayMap(one -> (select items from fitting)[indexOf((select models from fitting), one)], models)) as fits,
      arrayFirstIndex((left, right) -> hasAll(items, left) and not has(items, right) and (empty(models) or has(fits, right)),
        arrayMap(left -> arrayMap(one -> cityHash64(one), left), {given:Array(Array(String))}),
        arrayMap(one -> cityHash64(one), {also:Array(String)})) as place
    from own
  )
select customer as "customerId", place - 1 as "rule"
from best
where place > 0 and {also:Array(String)}[place] = {item:String} and customer > {after:String}
order by customer
limit {limit:UInt32}
