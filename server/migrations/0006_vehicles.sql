-- The catalogue, and vehicles by VIN with the people around them.
create schema vehicles;

create table vehicles.series (
  id uuid primary key,
  brand_id uuid not null references dealers.node,
  name text not null,
  segment text not null,
  energy text not null,
  active boolean not null default true,
  updated_at timestamptz not null,
  unique (brand_id, name)
);
select kernel.protect_reference('vehicles.series');

create table vehicles.model (
  id uuid primary key,
  series_id uuid not null references vehicles.series,
  name text not null,
  unique (series_id, name)
);
select kernel.protect_reference('vehicles.model');

create table vehicles.variant (
  id uuid primary key,
  model_id uuid not null references vehicles.model,
  series_id uuid not null references vehicles.series,
  name text not null,
  price_fen bigint not null check (price_fen >= 0),
  active boolean not null default true,
  updated_at timestamptz not null,
  unique (series_id, name)
);
select kernel.protect_reference('vehicles.variant');

create table vehicles.option (
  id uuid primary key,
  series_id uuid not null references vehicles.series,
  name text not null,
  price_fen bigint not null check (price_fen >= 0),
  unique (series_id, name)
);
select kernel.protect_reference('vehicles.option');

create table vehicles.vehicle (
  id uuid primary key,
  vin text not null unique,
  brand_id uuid references dealers.node,
  series_id uuid references vehicles.series,
  variant_id uuid references vehicles.variant,
  plate text,
  sold_on date,
  dealer_id uuid references dealers.dealer,
  price_fen bigint,
  last_service_on date,
  mileage_km integer,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1
);
create index vehicle_plate on vehicles.vehicle (plate) where plate is not null;
create index vehicle_dealer on vehicles.vehicle (dealer_id, sold_on desc);

-- Who owns, drives, pays, bought; open-ended while until_on is null.
create table vehicles.keeper (
  id uuid primary key,
  vehicle_id uuid not null references vehicles.vehicle on delete cascade,
  customer_id uuid not null references customers.customer on delete cascade,
  role text not null check (role in ('owner', 'driver', 'payer', 'buyer', 'contact')),
  from_on date,
  until_on date,
  unique (vehicle_id, customer_id, role)
);
create index keeper_customer on vehicles.keeper (customer_id);
select kernel.protect_child('vehicles.keeper', 'customer_id', 'customers.customer', audited => 'changes'); -- created with its vehicle
select kernel.protect('vehicles.vehicle',
  brand => 'brand_id = any((select kernel.nodes())::uuid[])',
  region => 'dealer_id = any((select kernel.nodes())::uuid[]) or exists (select from vehicles.keeper k where k.vehicle_id = vehicle.id)',
  dealer => 'dealer_id = (select kernel.node()) or exists (select from vehicles.keeper k where k.vehicle_id = vehicle.id)',
  audited => 'changes'); -- created from a source record or a delivery
