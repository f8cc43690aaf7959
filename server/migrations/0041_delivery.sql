-- What the dealer hands over with the car.
alter table sales.delivery
  add column plate text,
  add column vin_flag text check (vin_flag in ('wrong', 'absent-or-wrong')),
  add column checklist text[] not null default '{}';
comment on column sales.delivery.vin_flag is 'The VIN''s check digit, when it is not valid: accepted all the same, and shown until head office has looked.';
alter table sales.test_drive add column closed_reason text;
create index visit_customer on sales.visit (customer_id, at desc) where customer_id is not null;
create index order_customer on sales.car_order (customer_id);
create index test_drive_state on sales.test_drive (dealer_id, state, planned_at);
create index order_state on sales.car_order (dealer_id, state, ordered_at desc);
