select toString(v.value_class) as "valueClass", count() as "customers",
  avg(v.alive) as "alive", stddevSamp(v.alive) as "aliveSpread",
  avg(v.expected_visits) as "visits", stddevSamp(v.expected_visits) as "visitsSpread",
  avg(v.expected_fen) as "expectedFen", stddevSamp(v.expected_fen) as "expectedSpread"
from verdict v
group by v.value_class
order by v.value_class
