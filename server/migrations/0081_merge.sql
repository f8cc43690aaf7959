-- Merging and un-merging customers. What moves is written down so that it comes back exactly.

-- Who is absorbed keeps the row, emptied of everything that hangs from it; its id still answers, with the survivor.
alter table customers.customer add merged_into uuid, add merged_from uuid[] not null default '{}';
create index customer_merged on customers.customer (merged_into) where merged_into is not null;
drop index customers.customer_recent;
create index customer_recent on customers.customer (seen_at desc, id desc) where merged_into is null;

-- One absorbed customer into one survivor (three merged into one are two merges), or one customer split in two.
create table customers.merge (
  id uuid primary key,
  kind text not null check (kind in ('merge', 'split')),
  survivor_id uuid not null references customers.customer on delete cascade,
  absorbed_id uuid not null references customers.customer on delete cascade,
  reason text,
  evidence jsonb,
  picks jsonb not null default '{}',
  at timestamptz not null,
  by_id uuid not null,
  by_name text not null,
  undone_at timestamptz,
  undone_by text,
  undone_reason text,
  check ((undone_at is null) = (undone_by is null))
);
comment on column customers.merge.absorbed_id is 'Of a split: the customer that was made of the records taken out.';
create index merge_survivor on customers.merge (survivor_id, at desc);
create index merge_absorbed on customers.merge (absorbed_id, at desc);
create index merge_recent on customers.merge (at desc, id desc);
select kernel.protect_child('customers.merge', 'survivor_id', 'customers.customer', audited => 'none'); -- it is its own record, with who and why

-- Rows that changed hands one by one, as far as they were changed.
create table customers.merge_move (
  merge_id uuid not null references customers.merge on delete cascade,
  table_name text not null,
  row_id uuid not null,
  before jsonb not null,
  primary key (merge_id, table_name, row_id)
);
select kernel.protect('customers.merge_move', audited => 'none'); -- bookkeeping of customers.merge; nobody below head office

-- Rows of which a person has one per key (a reach per dealer, a consent per purpose): the survivor's is what its parts add
-- up to, so that merges are undone in any order. `row`: as it was and will be again; `given`: what counts of it here.
create table customers.merge_part (
  holder_id uuid not null,
  table_name text not null,
  key text not null,
  from_id uuid not null,
  merge_id uuid references customers.merge on delete cascade,
  row jsonb,
  given jsonb,
  primary key (holder_id, table_name, key, from_id)
);
comment on column customers.merge_part.merge_id is 'Null for the survivor''s own part.';
create index merge_part_merge on customers.merge_part (merge_id, table_name);
select kernel.protect('customers.merge_part', audited => 'none'); -- bookkeeping of customers.merge; nobody below head office

-- Said by people: these two are the same, or never the same. `a` is the smaller id.
create table customers.verdict (
  a uuid not null references customers.customer on delete cascade,
  b uuid not null references customers.customer on delete cascade,
  verdict text not null check (verdict in ('same', 'different')),
  by_name text not null,
  at timestamptz not null,
  reason text,
  primary key (a, b),
  check (a < b)
);
create index verdict_b on customers.verdict (b);
select kernel.protect('customers.verdict', audited => 'none'); -- written beside customers.merge, which says who and why

-- Two open leads of one brand under one person after a merge: the absorbed one's stands beside, and names the merge.
alter table leads.lead add beside uuid;
drop index leads.lead_open;
create unique index lead_open on leads.lead (customer_id, brand_id) where closed_at is null and beside is null;

-- Everything of a person is asked for by the person now.
create index opportunity_customer on sales.opportunity (customer_id);
create index test_drive_customer on sales.test_drive (customer_id);

create aggregate customers.gathered(text[]) (sfunc = array_cat, stype = text[]);
-- Each once, where it first stands.
create function customers.once(keys text[]) returns text[] language sql immutable parallel safe
  return (select array_agg(k order by n) from (select k, min(n) as n from unnest(keys) with ordinality u(k, n) group by k) o);

-- What is left of `own` when the row reads `there` and its parts add up to `expected`: a column somebody wrote since is as
-- they wrote it, a list keeps what was added and loses what was taken away.
create function customers.since(there jsonb, expected jsonb, own jsonb) returns jsonb language sql immutable parallel safe
  return case when own is null then there else (
    select jsonb_object_agg(t.key, case
      when t.value = expected -> t.key then own -> t.key
      when jsonb_typeof(t.value) = 'array' and jsonb_typeof(own -> t.key) = 'array' then
        (select coalesce(jsonb_agg(o), '[]') from jsonb_array_elements(own -> t.key) o
          where t.value @> jsonb_build_array(o) or not expected -> t.key @> jsonb_build_array(o))
        || (select coalesce(jsonb_agg(a), '[]') from jsonb_array_elements(t.value) a where not expected -> t.key @> jsonb_build_array(a))
      else t.value end)
    from jsonb_each(there) t) end;

-- Whom this id answers with, past row security: a dealer that reached the absorbed one sees the survivor and not the row.
create function customers.survivor_of(wanted uuid) returns uuid language sql stable security definer set search_path = ''
  return (select c.merged_into from customers.customer c where c.id = wanted);
revoke execute on function customers.survivor_of from public;
grant execute on function customers.survivor_of to scope_system, scope_carmaker, scope_brand, scope_region, scope_dealer;

-- Nobody may be recognised as one of these people until this transaction ends: the locks of customers.meet, on everything
-- they are known by. Whoever waits for them finds the survivor.
create function customers.hold(people uuid[]) returns void language plpgsql volatile set search_path = '' as $$
declare
  keys bigint[] := array(select distinct hashtextextended(k.key, 20) from (
      select concat_ws('|', i.kind, i.value) as key from customers.identifier i where i.customer_id = any(people)
      union all select concat_ws('|', 'external', s.external_id, s.source, s.dealer_id) from customers.link l
        join customers.source_record s on s.id = l.record_id where l.customer_id = any(people) and s.external_id is not null
    ) k order by 1);
  most integer := current_setting('max_locks_per_transaction')::integer * current_setting('max_connections')::integer / 8;
begin
  if cardinality(keys) > most then
    perform pg_advisory_xact_lock(20, 0);
  else
    perform pg_advisory_xact_lock_shared(20, 0);
    perform pg_advisory_xact_lock(o.one) from unnest(keys) as o(one);
  end if;
end $$;
revoke execute on function customers.hold from public;
grant execute on function customers.hold to scope_system;
-- As in 0065, without the absorbed.
create or replace function customers.find(wanted text[], most integer) returns table (customer_id uuid, seen_at timestamptz)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  scope text := current_setting('app.scope', true);
  nodes text[] := case when scope not in ('carmaker', 'system') then array(select 'n:' || n from unnest(kernel.nodes()) n) end;
  found integer := 0;
  edge_at timestamptz;
  edge_id uuid;
begin
  if cardinality(wanted) = 1 and wanted[1] ~ '^(c:.|y:.{2,6})$' and scope <> 'dealer' then
    return query
      select k.id, k.seen_at
      from (select c.id, c.seen_at from customers.customer c where c.merged_into is null order by c.seen_at desc, c.id desc limit 2000) k
      -- One after the other: until enough are found, which of the popular takes a few hundred.
      cross join lateral (select from customers.finder f
        where f.customer_id = k.id and f.keys @> wanted and (nodes is null or f.keys && nodes) offset 0) f
      order by k.seen_at desc, k.id desc limit most;
    get diagnostics found = row_count;
    if found = most then
      return;
    end if;
    select c.seen_at, c.id into edge_at, edge_id from customers.customer c
      where c.merged_into is null order by c.seen_at desc, c.id desc offset 1999 limit 1;
    if edge_id is null then
      return;
    end if;
  end if;
  if nodes is null then
    return query select f.customer_id, f.seen_at from customers.finder f
      where f.keys @> wanted and (edge_id is null or (f.seen_at, f.customer_id) < (edge_at, edge_id))
      order by f.seen_at desc, f.customer_id desc limit most - found;
  elsif cardinality(nodes) = 1 then
    return query select f.customer_id, f.seen_at from customers.finder f
      where f.keys @> (wanted || nodes) and (edge_id is null or (f.seen_at, f.customer_id) < (edge_at, edge_id))
      order by f.seen_at desc, f.customer_id desc limit most - found;
  elsif cardinality(nodes) > 1 then
    return query select f.customer_id, f.seen_at from customers.finder f
      where f.keys @> wanted and f.keys && nodes and (edge_id is null or (f.seen_at, f.customer_id) < (edge_at, edge_id))
      order by f.seen_at desc, f.customer_id desc limit most - found;
  end if;
end $$;

-- What hangs from a customer stays with them when an import is undone.
select imports.track(t::regclass) from unnest(array['customers.merge', 'customers.merge_move', 'customers.merge_part', 'customers.verdict']) t;

-- Roles that keep the rules of leads and change customers may merge and split them.
update admin.role set permissions = (select array_agg(distinct p order by p) from unnest(permissions || array['customers.merge', 'customers.split']) p)
where permissions @> array['leads.policy', 'customers.edit'];
