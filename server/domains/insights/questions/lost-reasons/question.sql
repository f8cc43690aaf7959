select nullIf(toString(lost_reason), '') as "reason", count() as "leads"
from taken
where is_lost
group by "reason"
order by "leads" desc, "reason"
limit 50
