id UUID, dealer_id UUID, region_id UUID, brand_id UUID, month Date, series_id Nullable(UUID), measure LowCardinality(String), value Int64
