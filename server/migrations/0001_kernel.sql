-- Schemas, scope roles, row security by one helper, audit, events, jobs.

create schema kernel;

-- One role per kind of scope: a single policy with an OR took 265 ms for a list over 2 million rows,
-- role-scoped policies 0.04 to 11 ms (PostgreSQL 15, 2 cores, 2026-11-22). The server logs in as
-- ringroad_app, which owns nothing, and takes one of these for the length of a transaction.
do $$
declare r text;
begin
  foreach r in array array['scope_system','scope_carmaker','scope_brand','scope_region','scope_dealer'] loop
    if not exists (select from pg_roles where rolname = r) then execute format('create role %I nologin', r); end if;
    execute format('grant %I to ringroad_app', r);
    execute format('grant usage on schema kernel to %I', r);
  end loop;
end $$;

-- What the transaction said about itself. Unset means null, and null means no rows.
create function kernel.actor() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.actor', true), '')::uuid;
create function kernel.nodes() returns uuid[] language sql stable parallel safe
  return nullif(current_setting('app.nodes', true), '')::uuid[];
create function kernel.brands() returns uuid[] language sql stable parallel safe
  return nullif(current_setting('app.brands', true), '')::uuid[];
create function kernel.node() returns uuid language sql stable parallel safe
  return (nullif(current_setting('app.nodes', true), '')::uuid[])[1];

create table kernel.audit (
  id uuid not null default gen_random_uuid(),
  at timestamptz not null default clock_timestamp(),
  actor_id uuid,
  actor_name text,
  request_id text,
  address text,
  table_name text not null,
  row_id uuid,
  action text not null check (action in ('create', 'update', 'delete', 'reveal', 'export', 'sign-in', 'refused')),
  before jsonb,
  after jsonb,
  reason text,
  primary key (at, id)
);
create index audit_row on kernel.audit (table_name, row_id, at desc);
create index audit_actor on kernel.audit (actor_id, at desc);
comment on table kernel.audit is 'Every write and every reveal: who, what, before, after, from where. An insert keeps no copy: the first change''s "before" is the row as it was created.';

-- Statement triggers with transition tables: one insert per statement, so bulk imports pay once per batch.
create function kernel.audit_insert() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into kernel.audit (actor_id, actor_name, request_id, address, table_name, row_id, action)
  select kernel.actor(), current_setting('app.actor_name', true), current_setting('app.request', true),
         current_setting('app.address', true), tg_table_schema || '.' || tg_table_name, n.id, 'create'
  from new_rows n;
  return null;
end $$;

create function kernel.audit_update() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into kernel.audit (actor_id, actor_name, request_id, address, table_name, row_id, action, before, after)
  select kernel.actor(), current_setting('app.actor_name', true), current_setting('app.request', true),
         current_setting('app.address', true), tg_table_schema || '.' || tg_table_name, n.id, 'update', d.before, d.after
  from new_rows n join old_rows o using (id),
  lateral (
    select jsonb_object_agg(b.key, b.value) as before, jsonb_object_agg(b.key, a.value) as after
    from jsonb_each(to_jsonb(o)) b join jsonb_each(to_jsonb(n)) a using (key)
    where b.value is distinct from a.value and b.key not in ('version', 'updated_at')
  ) d
  where d.before is not null;
  return null;
end $$;

create function kernel.audit_delete() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into kernel.audit (actor_id, actor_name, request_id, address, table_name, row_id, action, before)
  select kernel.actor(), current_setting('app.actor_name', true), current_setting('app.request', true),
         current_setting('app.address', true), tg_table_schema || '.' || tg_table_name, o.id, 'delete', to_jsonb(o)
  from old_rows o;
  return null;
end $$;

create function kernel.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

-- Forces row security on a table and says who sees which rows, scope by scope. Called once after every
-- `create table`; a house test lists the tables that did not. `null` for a scope means: sees nothing.
--   wide     carmaker and system see every row (false only for kernel tables)
--   brand, region, dealer   the condition for those scopes, on the row's own columns
--   audited  'writes' (create, update, delete) | 'changes' (update, delete; for rows that are their own
--            record of creation) | 'none' (append-only or bookkeeping; the reason stands at the call)
create function kernel.protect(
  target regclass, brand text default null, region text default null, dealer text default null,
  audited text default 'writes', writes text default 'select, insert, update, delete'
) returns void language plpgsql as $$
declare s record; grantee text;
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy owner_all on %s to %I using (true) with check (true)', target, current_user);
  execute format('grant usage on schema %I to scope_system, scope_carmaker, scope_brand, scope_region, scope_dealer',
    (select relnamespace::regnamespace::text from pg_class where oid = target));
  for s in select * from (values ('scope_system', 'true'), ('scope_carmaker', 'true'), ('scope_brand', brand),
                                 ('scope_region', region), ('scope_dealer', dealer)) v(role, condition) loop
    continue when s.condition is null;
    execute format('create policy %I on %s to %I using (%s) with check (%s)', s.role, target, s.role, s.condition, s.condition);
    execute format('grant %s on %s to %I', writes, target, s.role);
  end loop;
  if audited = 'writes' then
    execute format('create trigger audit_insert after insert on %s referencing new table as new_rows for each statement execute function kernel.audit_insert()', target);
  end if;
  if audited in ('writes', 'changes') then
    execute format('create trigger audit_update after update on %s referencing old table as old_rows new table as new_rows for each statement execute function kernel.audit_update()', target);
    execute format('create trigger audit_delete after delete on %s referencing old table as old_rows for each statement execute function kernel.audit_delete()', target);
  end if;
end $$;

-- The usual case: rows that belong to a dealer (or to nobody yet) and to a brand.
create function kernel.protect_dealt(target regclass, audited text default 'writes') returns void language sql as $$
  select kernel.protect(target,
    brand => 'brand_id = any((select kernel.nodes())::uuid[])',
    region => 'dealer_id = any((select kernel.nodes())::uuid[]) and brand_id = any((select kernel.brands())::uuid[])',
    dealer => 'dealer_id = (select kernel.node())',
    audited => audited)
$$;

-- Rows that hang from a parent row and are seen by whoever sees the parent.
create function kernel.protect_child(target regclass, child text, parent regclass, audited text default 'writes') returns void language plpgsql as $$
declare seen text := format('exists (select from %s parent where parent.id = %s)', parent, child);
begin
  perform kernel.protect(target, brand => seen, region => seen, dealer => seen, audited => audited);
end $$;

-- Reference rows everybody may read and only head office may change.
create function kernel.protect_reference(target regclass, audited text default 'writes') returns void language plpgsql as $$
declare r text;
begin
  perform kernel.protect(target, audited => audited);
  foreach r in array array['scope_brand', 'scope_region', 'scope_dealer'] loop
    execute format('create policy %I on %s for select to %I using (true)', r, target, r);
    execute format('grant select on %s to %I', target, r);
  end loop;
end $$;

create function kernel.append_only(target regclass) returns void language plpgsql as $$
begin
  execute format('create trigger append_only before update or delete or truncate on %s for each statement execute function kernel.refuse_change()', target);
end $$;

select kernel.protect('kernel.audit', audited => 'none', writes => 'select, insert'); -- it is the audit
-- Everybody's writes land in the audit; only head office reads it.
do $$ declare r text; begin
  foreach r in array array['scope_brand', 'scope_region', 'scope_dealer'] loop
    execute format('create policy %I on kernel.audit for insert to %I with check (true)', r, r);
    execute format('grant insert on kernel.audit to %I', r);
  end loop;
end $$;
select kernel.append_only('kernel.audit');

-- One event row feeds timeline, notifications, live screens, facts and (later) webhooks.
create table kernel.event (
  id uuid primary key,
  at timestamptz not null,
  type text not null,
  subject_id uuid not null,
  customer_id uuid,
  brand_id uuid,
  dealer_id uuid,
  actor_id uuid,
  actor_name text,
  data jsonb not null default '{}'
);
create index event_customer on kernel.event (customer_id, at desc) where customer_id is not null;
create index event_subject on kernel.event (subject_id, at desc);
select kernel.protect('kernel.event',
  brand => 'brand_id is null or brand_id = any((select kernel.nodes())::uuid[])',
  region => 'dealer_id = any((select kernel.nodes())::uuid[])',
  dealer => 'dealer_id = (select kernel.node())',
  audited => 'none', writes => 'select, insert'); -- append-only: the row is its own record
select kernel.append_only('kernel.event');

create table kernel.notification (
  id uuid primary key,
  user_id uuid not null,
  at timestamptz not null,
  kind text not null,
  link text,
  data jsonb not null default '{}',
  read_at timestamptz
);
create index notification_user on kernel.notification (user_id, at desc);
select kernel.protect('kernel.notification', brand => 'user_id = (select kernel.actor())', region => 'user_id = (select kernel.actor())',
  dealer => 'user_id = (select kernel.actor())', audited => 'none'); -- bookkeeping, nothing of a customer's
-- A reminder is written for somebody else.
do $$ declare r text; begin
  foreach r in array array['scope_brand', 'scope_region', 'scope_dealer'] loop
    execute format('create policy %I on kernel.notification for insert to %I with check (true)', r || '_send', r);
  end loop;
end $$;

-- What a user sees of a job: progress, cancel, retry. pg-boss does the running.
create table kernel.job (
  id uuid primary key,
  queue text not null,
  title jsonb not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  input jsonb not null default '{}',
  done bigint not null default 0,
  total bigint,
  result jsonb,
  error text,
  attempts integer not null default 0,
  cancel_asked boolean not null default false,
  node_id uuid,
  created_by uuid,
  scope jsonb not null,
  created_at timestamptz not null,
  started_at timestamptz,
  beat_at timestamptz,
  finished_at timestamptz
);
create index job_recent on kernel.job (created_at desc, id desc);
create index job_waiting on kernel.job (created_at) where state in ('queued', 'running');
select kernel.protect('kernel.job', brand => 'created_by = (select kernel.actor())', region => 'created_by = (select kernel.actor())',
  dealer => 'created_by = (select kernel.actor())', audited => 'none'); -- bookkeeping; what a job writes is audited where it writes

create table kernel.idempotency (
  actor_id uuid not null,
  key text not null,
  request text not null,
  status integer,
  reply jsonb,
  at timestamptz not null,
  primary key (actor_id, key)
);
create index idempotency_age on kernel.idempotency (at);
select kernel.protect('kernel.idempotency', brand => 'actor_id = (select kernel.actor())', region => 'actor_id = (select kernel.actor())',
  dealer => 'actor_id = (select kernel.actor())', audited => 'none'); -- bookkeeping, pruned after a day

create table kernel.setting (
  id uuid primary key,
  key text not null unique,
  value jsonb not null,
  updated_at timestamptz not null
);
select kernel.protect_reference('kernel.setting');

-- A saved list view: its filters are the URL's.
create table kernel.saved_view (
  id uuid primary key,
  owner_id uuid not null,
  page text not null,
  name text not null,
  search text not null,
  shared_node_id uuid,
  created_at timestamptz not null
);
select kernel.protect('kernel.saved_view',
  brand => 'owner_id = (select kernel.actor()) or shared_node_id = any((select kernel.nodes())::uuid[])',
  region => 'owner_id = (select kernel.actor()) or shared_node_id = any((select kernel.nodes())::uuid[])',
  dealer => 'owner_id = (select kernel.actor()) or shared_node_id = any((select kernel.nodes())::uuid[])');
