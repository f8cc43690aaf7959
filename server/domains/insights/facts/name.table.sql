id UUID, kind LowCardinality(String), code String, name String
