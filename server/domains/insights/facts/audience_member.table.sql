id UUID, audience_id UUID, customer_id UUID
