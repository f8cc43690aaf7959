id UUID, customer_id UUID, brand_id UUID, region_id Nullable(UUID), area_id Nullable(UUID), dealer_id UUID, consultant_id Nullable(UUID),
series_id Nullable(UUID), variant_id Nullable(UUID), colour LowCardinality(String), options Array(LowCardinality(String)), options_told Bool,
campaign_id Nullable(UUID), medium LowCardinality(String), source LowCardinality(String), price_fen Int64,
delivered_at DateTime64(3, 'UTC'), delivered_on Date
