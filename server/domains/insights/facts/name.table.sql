id UUID, kind LowCardinality(String), code String, name String, place LowCardinality(String), class LowCardinality(String),
parent_id Nullable(UUID)
