id UUID, brand_id UUID, medium LowCardinality(String), region_id Nullable(UUID), budget_fen Int64, starts_on Date, ends_on Date
