-- What a dealer is to reach in a month.
select p.id, p.dealer_id, d.region_id, p.brand_id, p.month, p.series_id, p.measure, p.value, p.updated_at at time zone 'UTC' as updated_at
from insights.plan p join dealers.dealer d on d.id = p.dealer_id
where (p.updated_at, p.id) > ($1::timestamptz, $2::uuid) and (p.updated_at > $4::timestamptz or age(p.xmin) <= age($5::xid))
order by p.updated_at, p.id
limit $3
