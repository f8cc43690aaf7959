-- Order numbers for dealers that have none of their own.
create sequence sales.order_number;
grant usage on sequence sales.order_number to scope_system, scope_carmaker, scope_brand, scope_region, scope_dealer;
alter table sales.car_order alter column number set default 'O' || (10000000 + nextval('sales.order_number'));
-- One car order at a time and lead.
create unique index order_running on sales.car_order (lead_id) where state = 'ordered';
