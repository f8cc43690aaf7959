-- After-sales: what dealers' workshops report of every car they had in, and what was done to it.
create schema service;

create table service.repair_order (
  id uuid primary key,
  number text not null,
  brand_id uuid not null references dealers.node,
  dealer_id uuid not null references dealers.dealer,
  vehicle_id uuid references vehicles.vehicle,
  customer_id uuid references customers.customer,
  record_id uuid,
  vin text,
  plate text,
  opened_at timestamptz not null,
  closed_at timestamptz,
  mileage_km integer check (mileage_km >= 0),
  kind text not null check (kind in ('maintenance', 'repair', 'warranty', 'accident', 'recall')),
  labour_fen bigint check (labour_fen >= 0),
  parts_fen bigint check (parts_fen >= 0),
  accessories_fen bigint check (accessories_fen >= 0),
  total_fen bigint not null check (total_fen >= 0),
  cost_fen bigint check (cost_fen >= 0),
  paid_by text check (paid_by in ('customer', 'warranty', 'insurer', 'carmaker', 'dealer')),
  adviser text,
  source text not null,
  import_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  -- The watermark of the facts: a merge moves the order without being a change of it.
  fact_at timestamptz not null default clock_timestamp(),
  unique (dealer_id, number),
  check (closed_at >= opened_at),
  check (vin is not null or plate is not null)
);
comment on column service.repair_order.record_id is 'The source record that made who brought the car known, when it was not one of the car''s keepers.';
comment on column service.repair_order.vin is 'As reported: a workshop reads its own orders also of cars it may not look up.';
create index repair_order_recent on service.repair_order (opened_at desc, id desc);
create index repair_order_dealer on service.repair_order (dealer_id, opened_at desc, id desc);
create index repair_order_brand on service.repair_order (brand_id, opened_at desc, id desc);
create index repair_order_customer on service.repair_order (customer_id, opened_at desc, id desc) where customer_id is not null;
create index repair_order_vehicle on service.repair_order (vehicle_id, opened_at desc, id desc) where vehicle_id is not null;
create index repair_order_number on service.repair_order (number);
create index repair_order_plate on service.repair_order (plate) where plate is not null;
-- Whoever looks for a car knows the last six of its VIN.
create index repair_order_vin on service.repair_order (right(vin, 6)) where vin is not null;
create index repair_order_fact on service.repair_order (fact_at, id);
select kernel.protect_dealt('service.repair_order', audited => 'changes'); -- created from a file, which keeps its own record

create table service.repair_line (
  id uuid primary key,
  order_id uuid not null references service.repair_order on delete cascade,
  place smallint not null,
  kind text not null check (kind in ('job', 'part', 'accessory')),
  code text,
  name text not null,
  quantity numeric(9, 2) not null default 1 check (quantity > 0),
  amount_fen bigint check (amount_fen >= 0),
  unique (order_id, place)
);
select kernel.protect_child('service.repair_line', 'order_id', 'service.repair_order', audited => 'none'); -- written and replaced with its order

-- A merge moves a row to another customer without being a change of the row: its watermark for the facts stands apart
-- from what was written, and only goes forward.
create function insights.stamp() returns trigger language plpgsql set search_path = '' as $$
begin
  new.fact_at := clock_timestamp();
  return new;
end $$;
create trigger fact_stamp before update on service.repair_order for each row execute function insights.stamp();
create trigger fact_removed after delete on service.repair_order referencing old table as old_rows
  for each statement execute function insights.note_removal('repair_order');
create trigger fact_removed after delete on service.repair_line referencing old table as old_rows
  for each statement execute function insights.note_removal('repair_line');

select imports.track(t::regclass) from unnest(array['service.repair_order', 'service.repair_line']) t;

-- Who reads what was sold reads what was serviced, but for those who only sell; so do service advisers. Roles are only
-- written once, so theirs are completed here.
update admin.role set permissions = (select array_agg(p order by p) from unnest(permissions || array['service.read']) p)
where not permissions @> array['service.read'] and (key = 'service-adviser'
  or permissions @> array['sales.read', 'insights.read']);
update admin.role set permissions = (select array_agg(p order by p) from unnest(permissions || array['service.export']) p)
where not permissions @> array['service.export'] and permissions @> array['service.read', 'leads.export'];
