select
  toString(c.id) as "id", ifNull(nullIf(n.name, ''), '') as "name", toString(c.brand_id) as "brandId", toString(c.medium) as "medium",
  if(c.region_id is null, s.regions, [toString(assumeNotNull(c.region_id))]) as "regionIds",
  toString(c.starts_on) as "startsOn", toString(c.ends_on) as "endsOn"
from campaign c
left join (select campaign_id, arraySort(groupUniqArray(toString(assumeNotNull(region_id)))) as regions from spend where region_id is not null group by campaign_id) s
  on s.campaign_id = c.id
left join name n on n.id = c.id
where c.starts_on <= {to:Date} and c.ends_on >= {from:Date}
order by c.starts_on, c.id
limit {limit:UInt32}
