,
  line as (
    select if({basket:String} = 'order', toString(order_id), toString(customer_id)) as basket, if(code = '', name, code) as item
    from repair_line
    where opened_on <= {to:Date} and ({ever:Bool} or opened_on >= {from:Date}) and ({kind:String} = '' or kind = {kind:String})
      and ({basket:String} = 'order' or customer_id is not null)
  )
-- Most baskets are like others: a busy year has a few thousand different ones.
select items as "items", count() as "baskets"
from (select arraySort(groupUniqArray(item)) as items from line group by basket)
group by items
order by "baskets" desc, items
