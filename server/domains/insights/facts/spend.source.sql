select s.id, s.campaign_id, s.brand_id, s.medium, s.region_id, s.day, s.spend_fen, s.impressions, s.clicks, s.contacts,
  s.updated_at at time zone 'UTC' as updated_at
from campaigns.spend s
where (s.updated_at, s.id) > ($1::timestamptz, $2::uuid) and (s.updated_at > $4::timestamptz or age(s.xmin) <= age($5::xid))
order by s.updated_at, s.id
limit $3
