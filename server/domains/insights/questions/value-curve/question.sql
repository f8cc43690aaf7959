,
  sorted as (select arrayReverseSort(groupArray(profit_fen)) as profits, length(profits) as n, arraySum(profits) as total from verdict),
  summed as (select n, total, arrayConcat([toInt64(0)], arrayCumSum(profits)) as reached from sorted)
-- The best k per cent of customers bring so much of all profit; between two customers by the straight line.
select
  arrayMap(k -> (
    reached[1 + toUInt64(floor(n * k / 100))] + (n * k / 100 - floor(n * k / 100))
      * (reached[1 + least(n, toUInt64(floor(n * k / 100)) + 1)] - reached[1 + toUInt64(floor(n * k / 100))])
  ) / total, range(0, 101)) as "shares",
  n as "customers",
  total as "totalFen",
  (arrayFirstIndex(sum -> sum >= 0.8 * total, reached) - 1) / n as "forFourFifths"
from summed
where total > 0
