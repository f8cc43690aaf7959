id UUID, experiment_id UUID, brand_id UUID, starts_on Date, ends_on Date, customer_id Nullable(UUID), dealer_id Nullable(UUID), held_out Bool
