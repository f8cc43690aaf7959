id UUID, dealer_id UUID, region_id UUID, brand_id UUID, day Date, showroom_visits UInt32, phone_enquiries UInt32, late Bool
