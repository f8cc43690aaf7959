select substring(toString(division_code), 1, {digits:UInt8}) as "division", count() as "customers",
  countIf(created_on between {from:Date} and {to:Date}) as "newcomers", countIf(id in (select customer_id from purchase)) as "buyers"
from customer
where {within:String} = '' or startsWith(division_code, {within:String})
group by "division"
order by "customers" desc, "division"
