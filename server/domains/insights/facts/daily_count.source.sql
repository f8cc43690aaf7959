select c.id, c.dealer_id, d.region_id, c.brand_id, c.day, c.showroom_visits, c.phone_enquiries, c.late,
  c.updated_at at time zone 'UTC' as updated_at
from extranet.daily_count c join dealers.dealer d on d.id = c.dealer_id
where (c.updated_at, c.id) > ($1::timestamptz, $2::uuid) and (c.updated_at > $4::timestamptz or age(c.xmin) <= age($5::xid))
order by c.updated_at, c.id
limit $3
