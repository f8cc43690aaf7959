select toString(l.dealer_id) as "dealerId", d.name as "dealer",
  multiIf({mix:String} = 'medium', toString(medium), {mix:String} = 'series', ifNull(toString(series_id), ''),
    {mix:String} = 'grade', toString(grade), concat(toString(medium), '|', ifNull(toString(series_id), ''))) as "kind",
  multiIf({what:String} = 'in-time', countIf(is_dispatched), count()) as "cases",
  multiIf({what:String} = 'in-time', countIf(is_in_time), {what:String} = 'test-drives', countIf(is_test_driven), countIf(is_ordered)) as "hits"
from taken l
join (select toNullable(id) as id, name from name) d on d.id = l.dealer_id
group by l.dealer_id, d.name, "kind"
order by "dealer", "kind"
