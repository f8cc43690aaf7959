,
  begun as (
    select customer_id, min(day) as born, toUInt8(least({years:UInt8}, intDiv(dateDiff('day', born, {to:Date}), 365))) as whole
    from purchase where day <= {to:Date} group by customer_id
  ),
  classed as (select b.customer_id as customer_id, b.born as born, b.whole as whole, toString(v.value_class) as class from begun b join verdict v on v.id = b.customer_id),
  lasted as (select class, toUInt8(arrayJoin(range(1, whole + 1))) as year, count() as owners from classed group by class, year),
  brought as (
    select c.class as class, toUInt8(intDiv(dateDiff('day', c.born, p.day), 365) + 1) as year,
      sumIf(p.amount_fen, p.line = 'vehicle') as vehicle_fen, sumIf(p.amount_fen, p.line = 'service') as service_fen,
      sumIf(p.amount_fen, p.line = 'accessories') as accessories_fen, countIf(p.free) as free_visits
    from purchase p join classed c on c.customer_id = p.customer_id
    where p.day <= {to:Date} and intDiv(dateDiff('day', c.born, p.day), 365) < c.whole
    group by class, year
  )
select l.class as "valueClass", l.year as "year", l.owners as "owners", ifNull(b.vehicle_fen, 0) as "vehicleFen", ifNull(b.service_fen, 0) as "serviceFen",
  ifNull(b.accessories_fen, 0) as "accessoriesFen", ifNull(b.free_visits, 0) as "freeVisits"
from lasted l left join brought b on b.class = l.class and b.year = l.year
order by "valueClass", "year"
