id UUID, value_class LowCardinality(String), abc LowCardinality(String), stage LowCardinality(String), recency UInt8, frequency UInt8, monetary UInt8,
days_since UInt32, purchases UInt32, amount_fen Int64, profit_fen Int64, alive Nullable(Float32), expected_visits Nullable(Float32),
expected_fen Nullable(Int64), loss_cause LowCardinality(String), loss_fen Nullable(Int64),
lapse_risk Nullable(Float32), lapses_on Nullable(Date), lapse_state LowCardinality(String), lapse_reason LowCardinality(String)
