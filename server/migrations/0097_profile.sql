-- How a person lives (contract/customer-profile.ts): fields of the golden record like all others. Nobody is found or matched by
-- them, so they have no index; a batch without them sends no array for them, and `unnest` pads with nulls.
alter table customers.customer
  add column marital text check (marital in ('single', 'married', 'married-children', 'other')),
  -- A digit as text, like every golden value; 9 stands for nine and more.
  add column children text check (children ~ '^[0-9]$'),
  add column education text check (education in ('below-bachelor', 'bachelor', 'master-up')),
  add column income text check (income in ('0-5k', '5-10k', '10-20k', '20-30k', '30k+')),
  add column occupation text check (length(occupation) <= 60),
  add column interests text check (length(interests) <= 120);
comment on column customers.customer.income is 'Mean monthly income after tax in yuan, as a band; shown masked.';

drop function customers.add_people;
create function customers.add_people(moment timestamptz, ids uuid[], kinds text[], names text[], pinyins text[], forms text[],
  salutations text[], sexes text[], births date[], phones text[], emails text[], hashes text[], ciphers text[], masks text[],
  credit_codes text[], companies text[], divisions text[], addresses text[], channels text[], hours text[],
  maritals text[], child_counts text[], educations text[], incomes text[], occupations text[], interest_lists text[], sources text[],
  origins text[], seen timestamptz[], keys text[])
returns void language sql volatile security definer set search_path = '' as $$
  with fresh as materialized (
    select * from unnest(ids, kinds, names, pinyins, forms, salutations, sexes, births, phones, emails, hashes, ciphers, masks,
        credit_codes, companies, divisions, addresses, channels, hours,
        maritals, child_counts, educations, incomes, occupations, interest_lists, sources, origins, seen, keys)
      as c(id, kind, name, pinyin, forms, salutation, sex, birth_on, phone, email, hash, cipher, masked,
        credit_code, company, division, address, channel, hours,
        marital, children, education, income, occupation, interests, source, origins, seen_at, keys)
  ), people as (
    insert into customers.customer (id, kind, name, name_pinyin, name_forms, salutation, sex, birth_on, phone, email, resident_id_hash,
        resident_id_cipher, resident_id_masked, credit_code, company, division_code, address, preferred_channel, preferred_hours,
        marital, children, education, income, occupation, interests, first_source, origins, created_at, updated_at, seen_at)
      select id, kind, name, pinyin, customers.parts(forms), salutation, sex, birth_on, phone, email, decode(hash, 'hex'),
        decode(cipher, 'hex'), masked, credit_code, company, division, address, channel, hours,
        marital, children, education, income, occupation, interests, source, origins::jsonb, moment, moment, seen_at
      from fresh
  )
  insert into customers.finder (customer_id, keys, seen_at) select id, customers.parts(keys), seen_at from fresh
$$;
revoke execute on function customers.add_people from public;
grant execute on function customers.add_people to scope_system, scope_carmaker, scope_brand, scope_region, scope_dealer;

create or replace function customers.change_people(moment timestamptz, changed jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  update customers.customer k set
      name = coalesce(c.name, k.name), name_pinyin = case when c.name is null then k.name_pinyin else c.name_pinyin end,
      name_forms = coalesce(c.name_forms, k.name_forms),
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
      marital = case when 'marital' = any(c.cleared) then null else coalesce(c.marital, k.marital) end,
      children = case when 'children' = any(c.cleared) then null else coalesce(c.children, k.children) end,
      education = case when 'education' = any(c.cleared) then null else coalesce(c.education, k.education) end,
      income = case when 'income' = any(c.cleared) then null else coalesce(c.income, k.income) end,
      occupation = case when 'occupation' = any(c.cleared) then null else coalesce(c.occupation, k.occupation) end,
      interests = case when 'interests' = any(c.cleared) then null else coalesce(c.interests, k.interests) end,
      origins = coalesce(c.origins, k.origins), seen_at = greatest(k.seen_at, c.seen_at),
      updated_at = case when c.changed then moment else k.updated_at end,
      version = case when c.changed then k.version + 1 else k.version end
    from jsonb_to_recordset(changed) as c(id uuid, name text, name_pinyin text, name_forms text[], salutation text, sex text,
      birth_on date, phone text, email text, resident_id_hash text, resident_id_cipher text, resident_id_masked text, credit_code text,
      company text, division_code text, address text, preferred_channel text, preferred_hours text,
      marital text, children text, education text, income text, occupation text, interests text, cleared text[], origins jsonb,
      changed boolean, seen_at timestamptz)
    where k.id = c.id and (c.origins is not null or c.seen_at > k.seen_at);
  update customers.finder f set seen_at = greatest(f.seen_at, c.seen_at),
      keys = case when f.keys @> c.keys then f.keys else array(select distinct unnest(f.keys || c.keys)) end
    from jsonb_to_recordset(changed) as c(id uuid, keys text[], seen_at timestamptz)
    where f.customer_id = c.id and (c.seen_at > f.seen_at or not f.keys @> c.keys);
end $$;

-- Rules that were saved name every field; the new ones are won as they are to begin with, by the latest.
update customers.survivorship_rule set fields = '{"marital":["recent"],"children":["recent"],"education":["recent"],"income":["recent"],"occupation":["recent"],"interests":["recent"]}' || fields;
update customers.survivorship_version set fields = '{"marital":["recent"],"children":["recent"],"education":["recent"],"income":["recent"],"occupation":["recent"],"interests":["recent"]}' || fields;
