id UUID, number String, brand_id UUID, region_id Nullable(UUID), area_id Nullable(UUID), dealer_id Nullable(UUID), consultant_id Nullable(UUID), customer_id Nullable(UUID),
campaign_id Nullable(UUID), medium LowCardinality(String), source LowCardinality(String), series_id Nullable(UUID), grade LowCardinality(String), stage LowCardinality(String),
holder LowCardinality(String), breaches UInt16, lost_reason LowCardinality(String), revenue_fen Nullable(Int64),
captured_at DateTime64(3, 'UTC'), dispatched_at Nullable(DateTime64(3, 'UTC')), due_at Nullable(DateTime64(3, 'UTC')), paused Bool,
next_step_at Nullable(DateTime64(3, 'UTC')), first_feedback_at Nullable(DateTime64(3, 'UTC')), breached_at Nullable(DateTime64(3, 'UTC')),
visited_at Nullable(DateTime64(3, 'UTC')), test_driven_at Nullable(DateTime64(3, 'UTC')), ordered_at Nullable(DateTime64(3, 'UTC')),
delivered_at Nullable(DateTime64(3, 'UTC')), lost_at Nullable(DateTime64(3, 'UTC')), closed_at Nullable(DateTime64(3, 'UTC')),
captured_on Date, dispatched_on Nullable(Date), feedback_on Nullable(Date), visited_on Nullable(Date), test_driven_on Nullable(Date),
ordered_on Nullable(Date), delivered_on Nullable(Date), lost_on Nullable(Date)
