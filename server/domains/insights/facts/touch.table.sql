id UUID, lead_id UUID, customer_id UUID, medium LowCardinality(String), campaign_id Nullable(UUID), source LowCardinality(String),
at DateTime64(3, 'UTC'), touched_on Date
