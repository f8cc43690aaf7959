-- One lifetime record per customer.
create schema customers;

create table customers.customer (
  id uuid primary key,
  kind text not null default 'person' check (kind in ('person', 'organisation')),
  name text not null,
  name_pinyin text,
  salutation text,
  sex text check (sex in ('female', 'male')),
  birth_on date,
  phone text,
  email text,
  resident_id_hash bytea,
  resident_id_cipher bytea,
  resident_id_masked text,
  credit_code text,
  company text,
  division_code text,
  address text,
  preferred_channel text check (preferred_channel in ('phone', 'sms', 'wechat', 'email')),
  preferred_hours text,
  do_not_contact boolean not null default false,
  deceased boolean not null default false,
  stage text not null default 'acquisition' check (stage in ('acquisition', 'growth', 'maturity', 'decline', 'ended')),
  first_source text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  seen_at timestamptz not null,
  version integer not null default 1
);
create index customer_recent on customers.customer (seen_at desc, id desc);

-- Who may see a customer: one row per brand and per dealer that deals with them. Head office sees everybody.
create table customers.reach (
  node_id uuid not null,
  customer_id uuid not null references customers.customer on delete cascade,
  seen_at timestamptz not null,
  primary key (node_id, customer_id)
);
create index reach_customer on customers.reach (customer_id, node_id);
create index reach_recent on customers.reach (node_id, seen_at desc, customer_id desc);
select kernel.protect('customers.reach',
  brand => 'node_id = any((select kernel.nodes())::uuid[])', region => 'node_id = any((select kernel.nodes())::uuid[])',
  dealer => 'node_id = (select kernel.node())', audited => 'none'); -- derived from leads, sales and source records

select kernel.protect('customers.customer',
  brand => 'exists (select from customers.reach r where r.customer_id = customer.id)',
  region => 'exists (select from customers.reach r where r.customer_id = customer.id)',
  dealer => 'exists (select from customers.reach r where r.customer_id = customer.id and r.node_id = (select kernel.node()))',
  audited => 'changes'); -- created from a source record, which is the record of creation

-- Search keys of a customer, and `n:<node id>` for every node that reaches them, in one inverted index.
-- Under a row policy with a condition PostgreSQL will not use an index for an operator that is not
-- leakproof (array containment, LIKE), so the index is asked through customers.find, which adds the node keys.
create table customers.finder (
  customer_id uuid primary key references customers.customer on delete cascade,
  keys text[] not null,
  seen_at timestamptz not null
);
create index finder_keys on customers.finder using gin (keys);
select kernel.protect('customers.finder', audited => 'none'); -- derived from the customer

-- Every identifier ever seen of a customer. The same value may belong to several (shared phones).
create table customers.identifier (
  kind text not null check (kind in ('phone', 'email', 'resident-id', 'credit-code', 'open-id', 'external', 'plate', 'vin')),
  value text not null,
  customer_id uuid not null references customers.customer on delete cascade,
  first_at timestamptz not null,
  last_at timestamptz not null,
  source text not null,
  primary key (kind, value, customer_id)
);
create index identifier_customer on customers.identifier (customer_id);
select kernel.protect_child('customers.identifier', 'customer_id', 'customers.customer', audited => 'none'); -- each comes from a source record

-- What arrived, as it came. Never changed; which customer it belongs to stands in customers.link.
create table customers.source_record (
  id uuid primary key,
  source text not null,
  external_id text,
  kind text not null,
  brand_id uuid,
  dealer_id uuid,
  import_id uuid,
  received_at timestamptz not null,
  happened_at timestamptz not null,
  raw jsonb not null
);
create index source_record_external on customers.source_record (source, external_id) where external_id is not null;
create index source_record_import on customers.source_record (import_id) where import_id is not null;
select kernel.protect('customers.source_record',
  brand => 'brand_id = any((select kernel.nodes())::uuid[])', region => 'dealer_id = any((select kernel.nodes())::uuid[])',
  dealer => 'dealer_id = (select kernel.node())', audited => 'none'); -- it is evidence; deleted only by undoing its import

create table customers.link (
  record_id uuid primary key references customers.source_record on delete cascade,
  customer_id uuid not null references customers.customer,
  how text not null,
  at timestamptz not null
);
create index link_customer on customers.link (customer_id, at desc);
select kernel.protect_child('customers.link', 'customer_id', 'customers.customer', audited => 'none'); -- `how` and `at` are its record

-- Finds customers whose keys contain all of `wanted`, within the caller's scope, most recent first.
-- security definer: the one reader of customers.finder besides the system scope; the caller reads the
-- customers themselves under row security, so a forged setting here could at most cost time.
create function customers.find(wanted text[], most integer) returns table (customer_id uuid, seen_at timestamptz)
language plpgsql stable security definer set search_path = '' as $$
declare nodes text[];
begin
  if current_setting('app.scope', true) in ('carmaker', 'system') then
    return query select f.customer_id, f.seen_at from customers.finder f where f.keys @> wanted
      order by f.seen_at desc, f.customer_id desc limit most;
  else
    select array_agg('n:' || n) into nodes from unnest(kernel.nodes()) n;
    if cardinality(nodes) = 1 then
      return query select f.customer_id, f.seen_at from customers.finder f where f.keys @> (wanted || nodes)
        order by f.seen_at desc, f.customer_id desc limit most;
    elsif nodes is not null then
      return query select f.customer_id, f.seen_at from customers.finder f where f.keys @> wanted and f.keys && nodes
        order by f.seen_at desc, f.customer_id desc limit most;
    end if;
  end if;
end $$;
revoke execute on function customers.find from public;
grant execute on function customers.find to scope_system, scope_carmaker, scope_brand, scope_region, scope_dealer;

-- Keeps the node keys of the finder beside customers.reach. Set-based: one statement per statement.
create function customers.reach_added() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update customers.finder f set keys = f.keys || a.added
  from (select n.customer_id, array_agg('n:' || n.node_id) as added from new_rows n group by n.customer_id) a
  where f.customer_id = a.customer_id and not f.keys @> a.added;
  return null;
end $$;
create trigger reach_added after insert on customers.reach referencing new table as new_rows
  for each statement execute function customers.reach_added();
