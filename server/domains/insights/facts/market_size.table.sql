id UUID, month Date, division_code LowCardinality(String), segment LowCardinality(String), registrations UInt32
