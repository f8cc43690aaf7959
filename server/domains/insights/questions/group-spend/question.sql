,
  buyer as (select distinct customer_id as id from purchase where day <= {to:Date}),
  grouped as (
    select b.id as id, multiIf(
      {group:String} = 'class', toString(v.value_class), {group:String} = 'abc', toString(v.abc), {group:String} = 'stage', toString(v.stage),
      {group:String} = 'sex', toString(c.sex), {group:String} = 'source', toString(c.first_source),
      {group:String} = 'province', if(c.division_code = '', '', concat(substring(c.division_code, 1, 2), '0000')),
      c.birth_year is null, '', toString(intDiv(toYear({to:Date}) - assumeNotNull(c.birth_year), 10) * 10)) as mark
    from buyer b left join customer c on c.id = b.id left join verdict v on v.id = b.id
  ),
  spent as (
    select g.mark as mark, p.customer_id as id, p.line as line, p.amount_fen as fen, p.day as day, p.free as free
    from purchase p join grouped g on g.id = p.customer_id
    where p.day between {from:Date} and {to:Date}
  )
select
  g.mark as "mark", g.people as "people", s.payers as "payers", s.visits as "visits",
  toInt64(s.vehicle) as "vehicleFen", toInt64(s.service) as "serviceFen", toInt64(s.accessories) as "accessoriesFen"
from (select mark, count() as people from grouped group by mark) g
left join (
  select mark, uniqExactIf(id, not free) as payers, uniqExactIf((id, day), line = 'service' and not free) as visits,
    sumIf(fen, line = 'vehicle') as vehicle, sumIf(fen, line = 'service') as service, sumIf(fen, line = 'accessories') as accessories
  from spent group by mark
) s on s.mark = g.mark
order by "mark"
