select item as "item", argMax(said, (opened_on, said)) as "name", argMax(toString(sort), (opened_on, sort)) as "kind", count() as "lines"
from (select if(code = '', name, code) as item, name as said, kind as sort, opened_on from repair_line where opened_on <= {to:Date})
group by item
order by "lines" desc, item
limit 20000
