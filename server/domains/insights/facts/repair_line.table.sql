id UUID, order_id UUID, customer_id Nullable(UUID), brand_id UUID, region_id Nullable(UUID), dealer_id UUID, series_id Nullable(UUID),
model_id Nullable(UUID), kind LowCardinality(String), code String, name String, quantity Float64, amount_fen Int64, opened_on Date
