-- Audiences: customers chosen by a rule, taken anew every night and when asked, each taking with its number, date and rule.
create table insights.audience (
  id uuid primary key,
  owner_id uuid not null,
  name text not null,
  note text,
  criteria jsonb not null,
  shared_node_id uuid references dealers.node,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  -- The latest finished taking; 0 before the first.
  taking integer not null default 0,
  -- The job that takes it now.
  job_id uuid
);
comment on column insights.audience.criteria is 'As contract/audiences.ts shapes it; what is not named does not choose.';
create index audience_owner on insights.audience (owner_id);
create index audience_shared on insights.audience (shared_node_id) where shared_node_id is not null;
-- Downwards, as boards are: whoever sees through a node on whose path the shared one lies.
select kernel.protect('insights.audience', brand => seen, region => seen, dealer => seen)
from (select $$owner_id = (select kernel.actor()) or exists (select from dealers.node n
  where n.id = any((select kernel.nodes())::uuid[]) and shared_node_id = any(n.path))$$ as seen) s;
create policy own_inserts on insights.audience as restrictive for insert to scope_carmaker, scope_brand, scope_region, scope_dealer
  with check (owner_id = (select kernel.actor()));
create policy own_updates on insights.audience as restrictive for update to scope_carmaker, scope_brand, scope_region, scope_dealer
  using (owner_id = (select kernel.actor())) with check (owner_id = (select kernel.actor()));
create policy own_deletes on insights.audience as restrictive for delete to scope_carmaker, scope_brand, scope_region, scope_dealer
  using (owner_id = (select kernel.actor()));

-- Who was found, who joined and who left, and by which rule. Counts are the owner's: over whom the owner sees.
create table insights.audience_taking (
  id uuid primary key,
  audience_id uuid not null references insights.audience on delete cascade,
  number integer not null,
  at timestamptz not null,
  criteria jsonb not null,
  size integer not null,
  joined integer not null,
  gone integer not null,
  unique (audience_id, number)
);
select kernel.protect('insights.audience_taking', audited => 'none'); -- written by the taking, never changed

create table insights.audience_member (
  id uuid primary key,
  audience_id uuid not null references insights.audience on delete cascade,
  -- Whom the rule found, and who answers for them since: a merge moves the second, taking it back brings it home.
  taken_id uuid not null,
  customer_id uuid not null references customers.customer on delete cascade,
  since_taking integer not null,
  since_at timestamptz not null,
  fact_at timestamptz not null default clock_timestamp(),
  unique (audience_id, taken_id)
);
create index audience_member_customer on insights.audience_member (customer_id, audience_id);
create index audience_member_taken on insights.audience_member (taken_id);
create index audience_member_page on insights.audience_member (audience_id, since_at desc, id desc);
create index audience_member_fact on insights.audience_member (fact_at, id);
create trigger fact_stamp before update on insights.audience_member for each row execute function insights.stamp();
create trigger fact_removed after delete on insights.audience_member referencing old table as old_rows
  for each statement execute function insights.note_removal('audience_member');
select kernel.protect('insights.audience_member', audited => 'none'); -- written by the taking, which is its record

-- Read by whoever sees the audience, and of its members only whom they see; written by takings alone.
do $$ declare r text; begin
  foreach r in array array['scope_brand', 'scope_region', 'scope_dealer'] loop
    execute format('create policy %I on insights.audience_member for select to %I using (
      exists (select from insights.audience a where a.id = audience_id) and exists (select from customers.customer c where c.id = customer_id))', r, r);
    execute format('create policy %I on insights.audience_taking for select to %I using (exists (select from insights.audience a where a.id = audience_id))', r, r);
    execute format('grant select on insights.audience_member, insights.audience_taking to %I', r);
  end loop;
end $$;

create function insights.follow_merge() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update insights.audience_member m set customer_id = coalesce(new.merged_into, new.id) where m.taken_id = new.id;
  return null;
end $$;
create trigger audience_follows after update of merged_into on customers.customer for each row
  when (old.merged_into is distinct from new.merged_into) execute function insights.follow_merge();

-- Lists of customers choose by an audience and by more of the verdict, in their own domain's words, under the reader's own row security.
create view customers.audience_member with (security_invoker = true) as
  select m.customer_id, m.audience_id from insights.audience_member m join insights.audience a on a.id = m.audience_id
  where m.since_taking <= a.taking;
grant select on customers.audience_member to scope_system, scope_carmaker, scope_brand, scope_region, scope_dealer;
-- At least one in two, at least one in four, less; and who has lapsed already.
alter table insights.verdict add lapse_band text generated always as (case when lapse_state = 'lapsed' then 'lapsed'
  when lapse_risk >= 0.5 then 'high' when lapse_risk >= 0.25 then 'middle' when lapse_risk is not null then 'low' end) stored;
create or replace view customers.worth with (security_invoker = true) as
  select v.id as customer_id, v.value_class, v.stage as value_stage, v.lapse_band from insights.verdict v;
-- What an audience chooses by.
create index customer_division on customers.customer (division_code text_pattern_ops) where merged_into is null;
create index vehicle_series on vehicles.vehicle (series_id) where series_id is not null;

-- Roles are only written once, so who reads both the boards and the customers gets the new permission here.
update admin.role set permissions = (select array_agg(p order by p) from unnest(permissions || array['insights.audiences']) p)
where permissions @> array['insights.read', 'customers.read'] and not permissions @> array['insights.audiences'];
