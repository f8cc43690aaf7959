id UUID, customer_id Nullable(UUID), brand_id UUID, region_id Nullable(UUID), area_id Nullable(UUID), dealer_id UUID, series_id Nullable(UUID),
kind LowCardinality(String), labour_fen Int64, parts_fen Int64, accessories_fen Int64, total_fen Int64,
opened_at DateTime64(3, 'UTC'), opened_on Date
