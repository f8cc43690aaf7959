-- Bulk work faster, and beside everybody else: columns as arrays instead of rows as JSON (parsing JSON was a quarter
-- of an import), locks by identifier for a whole batch of 5,000 (an import no longer holds up live intake), and
-- several batches of one import at a time.

drop function customers.keep(timestamptz, jsonb, text[], jsonb, jsonb, text[], text[]);
drop function customers.meet(bigint[], jsonb);
drop function customers.known(jsonb);
drop function customers.reach_to(text[]);

-- Short lists within one array element (search keys, name forms) are joined by a private-use character, which no name holds.
create function customers.parts(joined text) returns text[] language sql immutable parallel safe
  return string_to_array(joined, U&'\E000');

-- Who in the whole network could these people be? Ids and evidence only, never a detail. One claim per place: `asker` is
-- the person it belongs to, `kinds` and `claims` what is claimed; an `external` number counts within its source and dealer.
create function customers.known(askers integer[], kinds text[], claims text[], people text[], exacts text[], families text[],
  wholes boolean[], hashes text[], sources text[], dealers uuid[], fingerprints text[])
returns table (n integer, kind text, customer_id uuid, fit integer, clash boolean, record_id uuid)
language plpgsql volatile security definer set search_path = '' as $$
begin
  return query
    select c.n, c.kind, f.customer_id, f.fit, f.clash, null::uuid
    from unnest(askers, kinds, claims, people, exacts, families, wholes, hashes)
      as c(n, kind, value, who, exact, family, whole, hash)
    cross join lateral (
      select i.customer_id, customers.name_fit(customers.parts(c.exact), c.family, c.whole, k.name_forms) as fit,
        coalesce(encode(k.resident_id_hash, 'hex') <> c.hash, false) as clash
      from customers.identifier i join customers.customer k on k.id = i.customer_id
      where i.kind = c.kind and i.value = c.value and k.kind = c.who
        and (c.kind in ('resident-id', 'credit-code', 'open-id')
          or customers.name_fit(customers.parts(c.exact), c.family, c.whole, k.name_forms) > 0)
      order by 2 desc, 1 limit 20
    ) f
    where c.kind <> 'external'
    union all
    select c.n, f.kind, f.customer_id, f.fit, f.clash, f.id
    from unnest(askers, kinds, claims, exacts, families, wholes, hashes, sources, dealers, fingerprints)
      as c(n, kind, value, exact, family, whole, hash, source, dealer, fingerprint)
    cross join lateral (
      select case when s.fingerprint = c.fingerprint then 'record' else 'external' end as kind, l.customer_id,
        customers.name_fit(customers.parts(c.exact), c.family, c.whole, k.name_forms) as fit,
        coalesce(encode(k.resident_id_hash, 'hex') <> c.hash, false) as clash, s.id
      from customers.source_record s join customers.link l on l.record_id = s.id join customers.customer k on k.id = l.customer_id
      where s.source = c.source and s.external_id = c.value and s.dealer_id is not distinct from c.dealer
      order by s.fingerprint = c.fingerprint desc, s.id limit 5
    ) f
    where c.kind = 'external';
end $$;

-- The same question before a write. Two transactions that bring the same new identifier must not both create its person:
-- identifiers are locked one by one, in order, beside a shared lock. A batch that would take more than an eighth of
-- PostgreSQL's lock table (800 at its default settings, 25,600 at ours) takes that lock alone instead, and everybody
-- else waits for it. Each statement below reads what was committed before it.
create function customers.meet(askers integer[], kinds text[], claims text[], people text[], exacts text[], families text[],
  wholes boolean[], hashes text[], sources text[], dealers uuid[], fingerprints text[])
returns table (n integer, kind text, customer_id uuid, fit integer, clash boolean, record_id uuid)
language plpgsql volatile security definer set search_path = '' as $$
declare
  keys bigint[] := array(select distinct hashtextextended(concat_ws('|', c.kind, c.value, c.source, c.dealer), 20)
    from unnest(kinds, claims, sources, dealers) as c(kind, value, source, dealer) order by 1);
  most integer := current_setting('max_locks_per_transaction')::integer * current_setting('max_connections')::integer / 8;
begin
  if cardinality(keys) > most then
    perform pg_advisory_xact_lock(20, 0);
  else
    perform pg_advisory_xact_lock_shared(20, 0);
    perform pg_advisory_xact_lock(o.one) from unnest(keys) as o(one);
  end if;
  return query select * from customers.known(askers, kinds, claims, people, exacts, families, wholes, hashes, sources, dealers, fingerprints);
end $$;

-- What an arrival leaves behind, in parts: a statement calls those that have rows, in any order.
-- security definer: a dealer cannot see a person before the reach that this writes.

-- Each pair once.
create function customers.reach_to(nodes uuid[], customers uuid[], seen timestamptz[]) returns void
language sql volatile security definer set search_path = '' as $$
  insert into customers.reach (node_id, customer_id, seen_at) select * from unnest(nodes, customers, seen)
    on conflict (node_id, customer_id) do update set seen_at = excluded.seen_at where reach.seen_at < excluded.seen_at
$$;

-- New people, with the search keys that find them; `origin` is the record each was made from.
create function customers.add_people(moment timestamptz, ids uuid[], kinds text[], names text[], pinyins text[], forms text[],
  salutations text[], sexes text[], births date[], phones text[], emails text[], hashes text[], ciphers text[], masks text[],
  credit_codes text[], companies text[], divisions text[], addresses text[], channels text[], hours text[], sources text[],
  origins text[], seen timestamptz[], keys text[])
returns void language sql volatile security definer set search_path = '' as $$
  with fresh as materialized (
    select * from unnest(ids, kinds, names, pinyins, forms, salutations, sexes, births, phones, emails, hashes, ciphers, masks,
        credit_codes, companies, divisions, addresses, channels, hours, sources, origins, seen, keys)
      as c(id, kind, name, pinyin, forms, salutation, sex, birth_on, phone, email, hash, cipher, masked,
        credit_code, company, division, address, channel, hours, source, origins, seen_at, keys)
  ), people as (
    insert into customers.customer (id, kind, name, name_pinyin, name_forms, salutation, sex, birth_on, phone, email, resident_id_hash,
        resident_id_cipher, resident_id_masked, credit_code, company, division_code, address, preferred_channel, preferred_hours,
        first_source, origins, created_at, updated_at, seen_at)
      select id, kind, name, pinyin, customers.parts(forms), salutation, sex, birth_on, phone, email, decode(hash, 'hex'),
        decode(cipher, 'hex'), masked, credit_code, company, division, address, channel, hours,
        source, origins::jsonb, moment, moment, seen_at
      from fresh
  )
  insert into customers.finder (customer_id, keys, seen_at) select id, customers.parts(keys), seen_at from fresh
$$;

-- People known already, of whom something was won or who were merely seen again.
create function customers.change_people(moment timestamptz, changed jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
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
end $$;

-- `fresh`: of people made in this statement, who cannot have them yet; asking first took a third of the time.
create function customers.add_identifiers(fresh boolean, kinds text[], vals text[], customers uuid[], seen timestamptz[], sources text[])
returns void language plpgsql volatile security definer set search_path = '' as $$
begin
  if fresh then
    insert into customers.identifier (kind, value, customer_id, first_at, last_at, source)
      select c.kind, c.value, c.customer_id, c.at, c.at, c.source
      from unnest(kinds, vals, customers, seen, sources) as c(kind, value, customer_id, at, source);
  else
    insert into customers.identifier (kind, value, customer_id, first_at, last_at, source)
      select c.kind, c.value, c.customer_id, c.at, c.at, c.source
      from unnest(kinds, vals, customers, seen, sources) as c(kind, value, customer_id, at, source)
      on conflict (kind, value, customer_id) do update
        set first_at = least(identifier.first_at, excluded.first_at), last_at = greatest(identifier.last_at, excluded.last_at)
        where excluded.first_at < identifier.first_at or excluded.last_at > identifier.last_at;
  end if;
end $$;

-- The records as they arrived, and whom each was recognised as.
create function customers.add_records(moment timestamptz, ids uuid[], sources text[], externals text[], kinds text[], brands uuid[],
  dealers uuid[], imports uuid[], happened timestamptz[], raws text[], fingerprints text[], customers uuid[], hows text[])
returns void language sql volatile security definer set search_path = '' as $$
  with r as materialized (
    select * from unnest(ids, sources, externals, kinds, brands, dealers, imports, happened, raws, fingerprints, customers, hows)
      as r(id, source, external_id, kind, brand_id, dealer_id, import_id, happened_at, raw, fingerprint, customer_id, how)
  ), kept as (
    insert into customers.source_record (id, source, external_id, kind, brand_id, dealer_id, import_id, received_at, happened_at, raw, fingerprint)
      select id, source, external_id, kind, brand_id, dealer_id, import_id, moment, happened_at, raw::jsonb, fingerprint from r
  )
  insert into customers.link (record_id, customer_id, how, at) select id, customer_id, how, moment from r
$$;

do $$
declare f text;
begin
  foreach f in array array['parts', 'known', 'meet', 'reach_to', 'add_people', 'change_people', 'add_identifiers', 'add_records'] loop
    execute format('revoke execute on function customers.%I from public', f);
    execute format('grant execute on function customers.%I to scope_system, scope_carmaker, scope_brand, scope_region, scope_dealer', f);
  end loop;
end $$;

-- Batches written beyond `batch_done`: two are under way at a time, and the later one may be the first to end.
alter table imports.import add column batches_ahead integer[] not null default '{}';

-- Consents go with their customer by statement, for the reason customers' own rows do (0020): a file says three of each person.
alter table consent.entry drop constraint entry_customer_id_fkey;
alter table consent.state drop constraint state_customer_id_fkey;
create function consent.customer_gone() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  delete from consent.entry e using old_rows o where e.customer_id = o.id;
  delete from consent.state s using old_rows o where s.customer_id = o.id;
  return null;
end $$;
create trigger consent_gone after delete on customers.customer referencing old table as old_rows
  for each statement execute function consent.customer_gone();
