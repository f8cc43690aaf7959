-- Identification across the whole network, and writes on behalf of whoever brought the person.

-- How a name compares: '=' as written, '~' as pronounced, '^' the family name, 'F' when it is a whole name.
alter table customers.customer add name_forms text[] not null default '{}';
-- Field -> {record, at, by} of the source record that last won; `*` is the first record, for every other field.
alter table customers.customer add origins jsonb not null default '{}';
-- SHA-256 of the raw record, keys sorted: the same arrival sent twice is kept once.
alter table customers.source_record add fingerprint text;
-- Reads by dealer: what a dealer sees of the records.
create index source_record_dealer on customers.source_record (dealer_id, received_at desc) where dealer_id is not null;

-- `seen_at` moves with every sign of life; it is not a change anybody made.
create or replace function kernel.audit_update() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into kernel.audit (actor_id, actor_name, request_id, address, table_name, row_id, action, before, after)
  select kernel.actor(), current_setting('app.actor_name', true), current_setting('app.request', true),
         current_setting('app.address', true), tg_table_schema || '.' || tg_table_name, n.id, 'update', d.before, d.after
  from new_rows n join old_rows o using (id),
  lateral (
    select jsonb_object_agg(b.key, b.value) as before, jsonb_object_agg(b.key, a.value) as after
    from jsonb_each(to_jsonb(o)) b join jsonb_each(to_jsonb(n)) a using (key)
    where b.value is distinct from a.value and b.key not in ('version', 'updated_at', 'seen_at')
  ) d
  where d.before is not null;
  return null;
end $$;

-- 2 the same name, 1 compatible (one of them missing, or only 王先生), 0 another name.
create function customers.name_fit(exact text[], family text, whole boolean, stored text[]) returns integer
language sql immutable parallel safe as $$
  select case
    when exact = '{}' and stored = '{}' then 2
    when exact = '{}' or stored = '{}' then 1
    when stored && exact then 2
    when whole and 'F' = any(stored) then 0
    when family = any(stored) then 1
    else 0 end
$$;

-- Who in the whole network could these people be? Ids and evidence only, never a detail.
create function customers.known(people jsonb)
returns table (n integer, kind text, customer_id uuid, fit integer, clash boolean, record_id uuid)
language plpgsql volatile security definer set search_path = '' as $$
begin
  return query
    select p.n, c.kind, f.customer_id, f.fit, f.clash, null::uuid
    from jsonb_to_recordset(people) as p(n integer, kind text, exact text[], family text, whole boolean, hash text, claims jsonb)
    cross join lateral jsonb_to_recordset(p.claims) as c(kind text, value text)
    cross join lateral (
      select i.customer_id, customers.name_fit(p.exact, p.family, p.whole, k.name_forms) as fit,
        coalesce(encode(k.resident_id_hash, 'hex') <> p.hash, false) as clash
      from customers.identifier i join customers.customer k on k.id = i.customer_id
      where i.kind = c.kind and i.value = c.value and k.kind = p.kind
        and (c.kind in ('resident-id', 'credit-code', 'open-id') or customers.name_fit(p.exact, p.family, p.whole, k.name_forms) > 0)
      order by 2 desc, 1 limit 20
    ) f
    union all
    select p.n, f.kind, f.customer_id, f.fit, f.clash, f.id
    from jsonb_to_recordset(people) as p(n integer, exact text[], family text, whole boolean, hash text,
      source text, external text, dealer uuid, fingerprint text)
    cross join lateral (
      select case when s.fingerprint = p.fingerprint then 'record' else 'external' end as kind, l.customer_id,
        customers.name_fit(p.exact, p.family, p.whole, k.name_forms) as fit,
        coalesce(encode(k.resident_id_hash, 'hex') <> p.hash, false) as clash, s.id
      from customers.source_record s join customers.link l on l.record_id = s.id join customers.customer k on k.id = l.customer_id
      where s.source = p.source and s.external_id = p.external and s.dealer_id is not distinct from p.dealer
      order by s.fingerprint = p.fingerprint desc, s.id limit 5
    ) f
    where p.external is not null;
end $$;

-- The same question before a write.
-- Two transactions that bring the same new identifier must not both create its person: up to 256 identifiers are
-- locked one by one, in order, under a shared lock; a bigger batch takes that lock alone (5,000 people would
-- overflow the lock table of a default PostgreSQL). Each statement below reads what was committed before it.
create function customers.meet(locks bigint[], people jsonb)
returns table (n integer, kind text, customer_id uuid, fit integer, clash boolean, record_id uuid)
language plpgsql volatile security definer set search_path = '' as $$
begin
  if locks is null then
    perform pg_advisory_xact_lock(20, 0);
  else
    perform pg_advisory_xact_lock_shared(20, 0);
    perform pg_advisory_xact_lock(o.one) from (select distinct unnest(locks) as one order by 1) o;
  end if;
  return query select * from customers.known(people);
end $$;

-- What hangs from a customer goes with them, statement by statement. Foreign keys would ask for every row that is
-- written (14,000 lookups for 2,000 people, half the time of the whole write); only customers.keep, reach_to and
-- learn write these rows, beside the customer they are about.
alter table customers.reach drop constraint reach_customer_id_fkey;
alter table customers.finder drop constraint finder_customer_id_fkey;
alter table customers.identifier drop constraint identifier_customer_id_fkey;
alter table customers.link drop constraint link_customer_id_fkey;
alter table customers.link drop constraint link_record_id_fkey;
create function customers.customer_gone() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from customers.link l join old_rows o on o.id = l.customer_id) then
    raise exception 'a customer with source records is not deleted; their records are' using errcode = 'foreign_key_violation';
  end if;
  delete from customers.reach r using old_rows o where r.customer_id = o.id;
  delete from customers.finder f using old_rows o where f.customer_id = o.id;
  delete from customers.identifier i using old_rows o where i.customer_id = o.id;
  return null;
end $$;
create trigger customer_gone after delete on customers.customer referencing old table as old_rows
  for each statement execute function customers.customer_gone();
create function customers.record_gone() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  delete from customers.link l using old_rows o where l.record_id = o.id;
  return null;
end $$;
create trigger record_gone after delete on customers.source_record referencing old table as old_rows
  for each statement execute function customers.record_gone();

-- New people have their node keys already; for the others a lookup each, whatever the planner thinks of 4,000 rows.
alter function customers.reach_added() set enable_hashjoin = off;
alter function customers.reach_added() set enable_mergejoin = off;
alter function customers.reach_added() set enable_seqscan = off;

-- Writes a batch: people, what they are known by, what arrived, who deals with them, what finds them.
-- Lists of short values come as tab-separated lines: parsing them as JSON took a quarter of the time. `finding`:
-- the search keys of each of `created`, in its order; `identifiers`: kind, value, customer, instant, source.
-- security definer: a dealer cannot see a person before the reach that this writes.
create function customers.keep(moment timestamptz, created jsonb, finding text[], changed jsonb, records jsonb, identifiers text[], reached text[])
returns void language plpgsql volatile security definer set search_path = '' as $$
begin
  perform customers.reach_to(reached);
  with fresh as materialized (
    select c.*, f.keys
    from rows from (jsonb_to_recordset(created) as (id uuid, kind text, name text, name_pinyin text, name_forms text[], salutation text,
      sex text, birth_on date, phone text, email text, resident_id_hash text, resident_id_cipher text, resident_id_masked text,
      credit_code text, company text, division_code text, address text, preferred_channel text, preferred_hours text,
      first_source text, origins jsonb, seen_at timestamptz), unnest(finding))
      as c(id, kind, name, name_pinyin, name_forms, salutation, sex, birth_on, phone, email, resident_id_hash, resident_id_cipher,
        resident_id_masked, credit_code, company, division_code, address, preferred_channel, preferred_hours, first_source, origins, seen_at, line),
      lateral (select string_to_array(c.line, E'\t') as keys) f
  ), people as (
    insert into customers.customer (id, kind, name, name_pinyin, name_forms, salutation, sex, birth_on, phone, email, resident_id_hash,
        resident_id_cipher, resident_id_masked, credit_code, company, division_code, address, preferred_channel, preferred_hours,
        first_source, origins, created_at, updated_at, seen_at)
      select id, kind, name, name_pinyin, name_forms, salutation, sex, birth_on, phone, email, decode(resident_id_hash, 'hex'),
        decode(resident_id_cipher, 'hex'), resident_id_masked, credit_code, company, division_code, address, preferred_channel,
        preferred_hours, first_source, origins, moment, moment, seen_at
      from fresh
  )
  insert into customers.finder (customer_id, keys, seen_at) select id, keys, seen_at from fresh;
  if changed <> '[]' then
    update customers.customer k set
        name = coalesce(c.name, k.name), name_pinyin = coalesce(c.name_pinyin, k.name_pinyin), name_forms = coalesce(c.name_forms, k.name_forms),
        salutation = case when 'salutation' = any(c.cleared) then null else coalesce(c.salutation, k.salutation) end,
        sex = case when 'sex' = any(c.cleared) then null else coalesce(c.sex, k.sex) end,
        birth_on = case when 'birthOn' = any(c.cleared) then null else coalesce(c.birth_on, k.birth_on) end,
        phone = case when 'phone' = any(c.cleared) then null else coalesce(c.phone, k.phone) end,
        email = case when 'email' = any(c.cleared) then null else coalesce(c.email, k.email) end,
        resident_id_hash = case when 'residentIdHash' = any(c.cleared) then null else coalesce(decode(c.resident_id_hash, 'hex'), k.resident_id_hash) end,
        resident_id_cipher = case when 'residentIdHash' = any(c.cleared) then null else coalesce(decode(c.resident_id_cipher, 'hex'), k.resident_id_cipher) end,
        resident_id_masked = case when 'residentIdHash' = any(c.cleared) then null else coalesce(c.resident_id_masked, k.resident_id_masked) end,
        credit_code = case when 'creditCode' = any(c.cleared) then null else coalesce(c.credit_code, k.credit_code) end,
        company = case when 'company' = any(c.cleared) then null else coalesce(c.company, k.company) end,
        division_code = case when 'divisionCode' = any(c.cleared) then null else coalesce(c.division_code, k.division_code) end,
        address = case when 'address' = any(c.cleared) then null else coalesce(c.address, k.address) end,
        preferred_channel = case when 'preferredChannel' = any(c.cleared) then null else coalesce(c.preferred_channel, k.preferred_channel) end,
        preferred_hours = case when 'preferredHours' = any(c.cleared) then null else coalesce(c.preferred_hours, k.preferred_hours) end,
        origins = k.origins || coalesce(c.origins, '{}'), seen_at = greatest(k.seen_at, c.seen_at),
        updated_at = case when c.origins is null then k.updated_at else moment end,
        version = case when c.origins is null then k.version else k.version + 1 end
      from jsonb_to_recordset(changed) as c(id uuid, name text, name_pinyin text, name_forms text[], salutation text, sex text,
        birth_on date, phone text, email text, resident_id_hash text, resident_id_cipher text, resident_id_masked text, credit_code text,
        company text, division_code text, address text, preferred_channel text, preferred_hours text, cleared text[], origins jsonb,
        seen_at timestamptz)
      where k.id = c.id and (c.origins is not null or c.seen_at > k.seen_at);
    update customers.finder f set seen_at = greatest(f.seen_at, c.seen_at),
        keys = case when f.keys @> c.keys then f.keys else array(select distinct unnest(f.keys || c.keys)) end
      from jsonb_to_recordset(changed) as c(id uuid, keys text[], seen_at timestamptz)
      where f.customer_id = c.id and (c.seen_at > f.seen_at or not f.keys @> c.keys);
  end if;
  insert into customers.identifier (kind, value, customer_id, first_at, last_at, source)
    select split_part(line, E'\t', 1), split_part(line, E'\t', 2), split_part(line, E'\t', 3)::uuid, split_part(line, E'\t', 4)::timestamptz,
      split_part(line, E'\t', 4)::timestamptz, split_part(line, E'\t', 5)
    from unnest(identifiers) line
    on conflict (kind, value, customer_id) do update
      set first_at = least(identifier.first_at, excluded.first_at), last_at = greatest(identifier.last_at, excluded.last_at)
      where excluded.first_at < identifier.first_at or excluded.last_at > identifier.last_at;
  with r as materialized (
    select * from jsonb_to_recordset(records) as r(id uuid, source text, external_id text, kind text, brand_id uuid, dealer_id uuid,
      import_id uuid, happened_at timestamptz, raw jsonb, fingerprint text, customer_id uuid, how text)
  ), kept as (
    insert into customers.source_record (id, source, external_id, kind, brand_id, dealer_id, import_id, received_at, happened_at, raw, fingerprint)
      select r.id, r.source, r.external_id, r.kind, r.brand_id, r.dealer_id, r.import_id, moment, r.happened_at, r.raw, r.fingerprint from r
  )
  insert into customers.link (record_id, customer_id, how, at) select r.id, r.customer_id, r.how, moment from r;
end $$;

-- `reached`: tab-separated node, customer, instant; each pair once.
create function customers.reach_to(reached text[]) returns void language sql volatile security definer set search_path = '' as $$
  insert into customers.reach (node_id, customer_id, seen_at)
    select split_part(line, E'\t', 1)::uuid, split_part(line, E'\t', 2)::uuid, split_part(line, E'\t', 3)::timestamptz from unnest(reached) line
    on conflict (node_id, customer_id) do update set seen_at = excluded.seen_at where reach.seen_at < excluded.seen_at
$$;

-- Identifiers and search keys learned beside an arrival: the plate of a car sold, a number added by hand.
create function customers.learn(identifiers jsonb, finders jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into customers.identifier (kind, value, customer_id, first_at, last_at, source)
    select distinct i.kind, i.value, i.customer_id, i.at, i.at, i.source
    from jsonb_to_recordset(identifiers) as i(kind text, value text, customer_id uuid, at timestamptz, source text)
    on conflict do nothing;
  update customers.finder f set keys = array(select distinct unnest(f.keys || c.keys))
    from jsonb_to_recordset(finders) as c(id uuid, keys text[])
    where f.customer_id = c.id and not f.keys @> c.keys;
end $$;

do $$
declare f text;
begin
  foreach f in array array['customers.known', 'customers.meet', 'customers.keep', 'customers.reach_to', 'customers.learn'] loop
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to scope_system, scope_carmaker, scope_brand, scope_region, scope_dealer', f);
  end loop;
end $$;

-- A car may be known to the network and not yet to this dealer: it is written past row security, and read under it.
-- A row that would not change is not written: undoing an import looks at which rows it touched.
create function vehicles.keep(moment timestamptz, cars jsonb, kept jsonb) returns table (vin text, id uuid)
language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into vehicles.vehicle as v (id, vin, brand_id, series_id, variant_id, plate, sold_on, dealer_id, price_fen, last_service_on, mileage_km, created_at, updated_at)
    select c.id, c.vin, c.brand_id, c.series_id, c.variant_id, c.plate, c.sold_on, c.dealer_id, c.price_fen, c.last_service_on, c.mileage_km, moment, moment
    from jsonb_to_recordset(cars) as c(id uuid, vin text, brand_id uuid, series_id uuid, variant_id uuid, plate text, sold_on date,
      dealer_id uuid, price_fen bigint, last_service_on date, mileage_km integer)
    order by c.vin
    on conflict on constraint vehicle_vin_key do update set
      brand_id = coalesce(excluded.brand_id, v.brand_id), series_id = coalesce(excluded.series_id, v.series_id),
      variant_id = coalesce(excluded.variant_id, v.variant_id), plate = coalesce(excluded.plate, v.plate),
      sold_on = coalesce(excluded.sold_on, v.sold_on), dealer_id = coalesce(excluded.dealer_id, v.dealer_id),
      price_fen = coalesce(excluded.price_fen, v.price_fen), last_service_on = greatest(excluded.last_service_on, v.last_service_on),
      mileage_km = greatest(excluded.mileage_km, v.mileage_km), updated_at = moment, version = v.version + 1
    where (coalesce(excluded.brand_id, v.brand_id), coalesce(excluded.series_id, v.series_id), coalesce(excluded.variant_id, v.variant_id),
        coalesce(excluded.plate, v.plate), coalesce(excluded.sold_on, v.sold_on), coalesce(excluded.dealer_id, v.dealer_id),
        coalesce(excluded.price_fen, v.price_fen), greatest(excluded.last_service_on, v.last_service_on), greatest(excluded.mileage_km, v.mileage_km))
      is distinct from (v.brand_id, v.series_id, v.variant_id, v.plate, v.sold_on, v.dealer_id, v.price_fen, v.last_service_on, v.mileage_km);
  insert into vehicles.keeper as p (id, vehicle_id, customer_id, role, from_on)
    select k.id, v.id, k.customer_id, k.role, k.from_on
    from jsonb_to_recordset(kept) as k(id uuid, vin text, customer_id uuid, role text, from_on date)
    join vehicles.vehicle v on v.vin = k.vin
    on conflict (vehicle_id, customer_id, role) do update set from_on = coalesce(p.from_on, excluded.from_on), until_on = null
      where p.until_on is not null or (p.from_on is null and excluded.from_on is not null);
  return query select v.vin, v.id from vehicles.vehicle v
    where v.vin = any(array(select c.vin from jsonb_to_recordset(cars) as c(vin text)));
end $$;
revoke execute on function vehicles.keep from public;
grant execute on function vehicles.keep to scope_system, scope_carmaker, scope_brand, scope_region, scope_dealer;
create index vehicle_recent on vehicles.vehicle (updated_at desc, id desc);
