id UUID, campaign_id UUID, brand_id UUID, medium LowCardinality(String), region_id Nullable(UUID), day Date,
spend_fen Int64, impressions Int64, clicks Int64, contacts Int64
