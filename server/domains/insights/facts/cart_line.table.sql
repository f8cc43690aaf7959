id UUID, cart_id UUID, customer_id Nullable(UUID), brand_id Nullable(UUID), code String, name String, kind LowCardinality(String),
quantity Int32, price_fen Int64, removed Bool, state LowCardinality(String), touched_at DateTime64(3, 'UTC'), began_on Date, reachable Bool
