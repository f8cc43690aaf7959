-- From the lead to the car: opportunity, visit, test drive, order, delivery.
create schema sales;

create table sales.opportunity (
  id uuid primary key,
  lead_id uuid not null unique references leads.lead on delete cascade,
  customer_id uuid not null references customers.customer,
  brand_id uuid not null,
  dealer_id uuid not null references dealers.dealer,
  consultant_id uuid,
  variant_id uuid references vehicles.variant,
  amount_fen bigint,
  probability_percent smallint not null check (probability_percent between 0 and 100),
  expected_on date,
  state text not null check (state in ('open', 'won', 'lost')),
  opened_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1
);
create index opportunity_dealer on sales.opportunity (dealer_id, expected_on);
select kernel.protect_dealt('sales.opportunity');

create table sales.visit (
  id uuid primary key,
  lead_id uuid references leads.lead on delete cascade,
  customer_id uuid references customers.customer,
  brand_id uuid not null,
  dealer_id uuid not null references dealers.dealer,
  consultant_id uuid,
  at timestamptz not null,
  party smallint not null default 1,
  note text,
  created_by uuid
);
create index visit_dealer on sales.visit (dealer_id, at desc, id desc);
create index visit_lead on sales.visit (lead_id);
select kernel.protect_dealt('sales.visit');

create table sales.test_drive (
  id uuid primary key,
  lead_id uuid not null references leads.lead on delete cascade,
  customer_id uuid not null references customers.customer,
  brand_id uuid not null,
  dealer_id uuid not null references dealers.dealer,
  consultant_id uuid,
  variant_id uuid references vehicles.variant,
  planned_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  licence_checked boolean not null default false,
  route text,
  rating smallint check (rating between 1 and 5),
  note text,
  state text not null check (state in ('planned', 'driven', 'missed', 'cancelled')),
  updated_at timestamptz not null,
  version integer not null default 1
);
create index test_drive_dealer on sales.test_drive (dealer_id, planned_at desc, id desc);
create index test_drive_lead on sales.test_drive (lead_id);
select kernel.protect_dealt('sales.test_drive');

create table sales.car_order (
  id uuid primary key,
  number text not null unique,
  lead_id uuid not null references leads.lead on delete cascade,
  customer_id uuid not null references customers.customer,
  brand_id uuid not null,
  dealer_id uuid not null references dealers.dealer,
  consultant_id uuid,
  variant_id uuid references vehicles.variant,
  price_fen bigint not null check (price_fen >= 0),
  deposit_fen bigint not null default 0 check (deposit_fen >= 0),
  ordered_at timestamptz not null,
  promised_on date,
  cancelled_at timestamptz,
  cancel_reason text,
  state text not null check (state in ('ordered', 'delivered', 'cancelled')),
  updated_at timestamptz not null,
  version integer not null default 1
);
create index order_dealer on sales.car_order (dealer_id, ordered_at desc, id desc);
create index order_lead on sales.car_order (lead_id);
select kernel.protect_dealt('sales.car_order');

create table sales.delivery (
  id uuid primary key,
  order_id uuid not null unique references sales.car_order on delete cascade,
  lead_id uuid not null references leads.lead on delete cascade,
  customer_id uuid not null references customers.customer,
  brand_id uuid not null,
  dealer_id uuid not null references dealers.dealer,
  consultant_id uuid,
  vehicle_id uuid not null references vehicles.vehicle,
  price_fen bigint not null check (price_fen >= 0),
  delivered_at timestamptz not null
);
create index delivery_dealer on sales.delivery (dealer_id, delivered_at desc, id desc);
create index delivery_lead on sales.delivery (lead_id);
select kernel.protect_dealt('sales.delivery');
