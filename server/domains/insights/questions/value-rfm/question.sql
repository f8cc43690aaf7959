select recency as "recency", frequency as "frequency", count() as "customers", toInt64(round(avg(amount_fen))) as "averageFen"
from verdict
where recency > 0
group by recency, frequency
order by recency, frequency
