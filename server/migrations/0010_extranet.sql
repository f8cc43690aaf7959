-- What dealers report every day.
create schema extranet;

create table extranet.daily_count (
  id uuid primary key,
  dealer_id uuid not null references dealers.dealer,
  brand_id uuid not null,
  day date not null,
  showroom_visits integer not null check (showroom_visits between 0 and 100000),
  phone_enquiries integer not null check (phone_enquiries between 0 and 100000),
  note text,
  reported_at timestamptz not null,
  reported_by uuid,
  late boolean not null,
  import_id uuid,
  version integer not null default 1,
  unique (dealer_id, day)
);
create index daily_count_day on extranet.daily_count (day desc, dealer_id);
select kernel.protect_dealt('extranet.daily_count', audited => 'changes'); -- the row says who reported it and when
