id UUID, kind LowCardinality(String), division_code LowCardinality(String), sex LowCardinality(String), birth_year Nullable(Int32),
first_source LowCardinality(String), created_on Date
