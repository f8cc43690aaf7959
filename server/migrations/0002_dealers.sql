-- The network: carmaker > brand > region > area > dealer > showroom or service station.
create schema dealers;

create table dealers.node (
  id uuid primary key,
  code text not null unique,
  kind text not null check (kind in ('carmaker', 'brand', 'region', 'area', 'dealer', 'showroom', 'service-station')),
  name text not null,
  parent_id uuid references dealers.node,
  brand_id uuid references dealers.node,
  path uuid[] not null,
  active boolean not null default true,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  check ((kind = 'carmaker') = (parent_id is null)),
  check ((kind = 'carmaker') = (brand_id is null)),
  check (path[cardinality(path)] = id)
);
comment on column dealers.node.path is 'Ids from the carmaker down to this node, both included: "below X" is X = any(path).';
create index node_parent on dealers.node (parent_id);
create index node_path on dealers.node using gin (path);
select kernel.protect_reference('dealers.node');

create table dealers.dealer (
  id uuid primary key references dealers.node,
  region_id uuid not null references dealers.node,
  area_id uuid not null references dealers.node,
  brand_id uuid not null references dealers.node,
  division_code text not null,
  address text not null default '',
  phone text,
  latitude double precision not null check (latitude between -90 and 90),
  longitude double precision not null check (longitude between -180 and 180),
  zone text not null default 'Asia/Shanghai',
  monthly_capacity integer not null check (monthly_capacity between 0 and 10000),
  opened_on date,
  updated_at timestamptz not null,
  version integer not null default 1
);
create index dealer_region on dealers.dealer (region_id);
select kernel.protect_reference('dealers.dealer');

create table dealers.authorisation (
  id uuid primary key,
  dealer_id uuid not null references dealers.dealer,
  brand_id uuid not null references dealers.node,
  since_on date,
  unique (dealer_id, brand_id)
);
select kernel.protect_reference('dealers.authorisation');

create table dealers.holiday (
  id uuid primary key,
  day date not null unique,
  working boolean not null,
  name text not null
);
comment on table dealers.holiday is 'Public holidays (working = false) and make-up working days 调休 (working = true).';
select kernel.protect_reference('dealers.holiday');
