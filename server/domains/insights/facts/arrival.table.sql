id UUID, customer_id UUID, brand_id UUID, dealer_id Nullable(UUID), first_dealer_id Nullable(UUID), first_sent_at Nullable(DateTime64(3, 'UTC')),
contacted_at Nullable(DateTime64(3, 'UTC')), horizon LowCardinality(String), budget_fen Nullable(Int64),
trade_in LowCardinality(String), province LowCardinality(String), wants_dealer Bool, said_more Bool
