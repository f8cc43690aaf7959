select place - 1 as "rule", count() as "customers"
from next_product
where place > 0
group by place
order by place
