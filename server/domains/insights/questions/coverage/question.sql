,
  sold as (
    select d.series_id as series_id, if(c.division != '', c.division, p.division) as division
    from delivery d
    left join (select id, substring(toString(division_code), 1, 2) as division from customer) c on c.id = d.customer_id
    left join (select id, substring(toString(place), 1, 2) as division from name where kind = 'dealer') p on p.id = d.dealer_id
    where d.series_id is not null and d.delivered_on <= {to:Date} and ({ever:Bool} or d.delivered_on >= {from:Date})
  )
select s.division as "division", toString(s.series_id) as "seriesId", n.name as "series", count() as "cars"
from sold s
join (select toNullable(id) as id, name from name) n on n.id = s.series_id
where s.division != ''
group by s.division, s.series_id, n.name
order by "division", "series"
