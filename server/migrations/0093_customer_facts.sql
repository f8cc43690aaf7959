-- Who the customers are leaves as facts, without a name or a number; and which brands and dealers deal with them.
create index customer_updated on customers.customer (updated_at, id);
create trigger fact_removed after delete on customers.customer referencing old table as old_rows
  for each statement execute function insights.note_removal('customer');

-- A new node of a customer's reach is a new search key, and no change of the customer.
alter table customers.finder add column fact_at timestamptz not null default clock_timestamp();
create index finder_fact on customers.finder (fact_at, customer_id);
create trigger fact_stamp before update of keys on customers.finder for each row
  when (old.keys is distinct from new.keys) execute function insights.stamp();

-- How many new cars were registered in the whole market, from whoever counts them: what a market share is a share of.
create table vehicles.market_size (
  id uuid primary key,
  month date not null check (month = date_trunc('month', month)),
  division_code text not null check (division_code ~ '^\d\d$'),
  segment text not null,
  registrations integer not null check (registrations >= 0),
  updated_at timestamptz not null default clock_timestamp(),
  unique (month, division_code, segment)
);
comment on column vehicles.market_size.division_code is 'A province, by its first two digits.';
create index market_size_updated on vehicles.market_size (updated_at, id);
select kernel.protect_reference('vehicles.market_size', audited => 'changes'); -- created from a file, which keeps its own record
create trigger fact_removed after delete on vehicles.market_size referencing old table as old_rows
  for each statement execute function insights.note_removal('market_size');
select imports.track('vehicles.market_size');
