-- Imports: what the wizard keeps of a file, and before-images by statement, so that undo costs an import
-- one row per statement and table instead of one per row (8 million for a million customers).

alter table imports.import
  add column header jsonb not null default '[]',
  add column first_rows jsonb not null default '[]',
  add column suggestion jsonb not null default '[]',
  add column row_total bigint,
  add column batch_done integer not null default 0,
  add column checked jsonb,
  add column undo_until timestamptz,
  add column error text;
comment on column imports.import.batch_done is 'Batches written; advanced in the transaction that wrote the batch, so a killed run goes on exactly there.';
comment on column imports.import.checked is 'What the last dry run counted; null when the mapping or an option changed since.';

alter table imports.problem add column outcome text not null default 'invalid' check (outcome in ('invalid', 'warning'));

-- The first rows of every outcome, to look at before and after the run.
create table imports.sample (
  import_id uuid not null references imports.import on delete cascade,
  row_number bigint not null,
  outcome text not null check (outcome in ('create', 'update', 'unchanged', 'conflict')),
  subject_id uuid,
  raw jsonb not null,
  differences jsonb not null default '[]',
  primary key (import_id, outcome, row_number)
);
select kernel.protect_child('imports.sample', 'import_id', 'imports.import', audited => 'none'); -- bookkeeping of the import

-- What undo left standing, because somebody has worked with it since.
create table imports.kept (
  import_id uuid not null references imports.import on delete cascade,
  table_name text not null,
  key text not null,
  reason text not null check (reason in ('changed', 'used', 'belongs')),
  primary key (import_id, table_name, key)
);
select kernel.protect_child('imports.kept', 'import_id', 'imports.import', audited => 'none'); -- bookkeeping of the import

drop table imports.change;
create table imports.change (
  import_id uuid not null references imports.import on delete cascade,
  seq bigint generated always as identity,
  xid xid8 not null,
  table_name text not null,
  action text not null check (action in ('create', 'update', 'delete', 'undo')),
  rows integer not null,
  ids uuid[],
  keys text[][],
  before jsonb,
  primary key (import_id, seq)
);
alter table imports.change alter column ids set storage external, alter column keys set storage external;
comment on table imports.change is 'One row per statement: keys of what it created (ids for a uuid key; for a compound one keys, one line per key column), rows as they were before it changed or deleted them. A row is untouched since while its xmin is one of the import''s xids.';
select kernel.protect_child('imports.change', 'import_id', 'imports.import', audited => 'none'); -- bookkeeping of the import

create function imports.note_created() returns trigger language plpgsql security definer set search_path = '' as $$
declare place text := case when tg_argv[0] = 'uuid' then 'ids' else 'keys' end;
begin
  execute format('insert into imports.change (import_id, xid, table_name, action, rows, %I)
                  select $1, pg_current_xact_id(), $2, ''create'', count(*), %s from new_rows having count(*) > 0', place, tg_argv[1])
    using current_setting('app.import')::uuid, tg_table_schema || '.' || tg_table_name;
  return null;
end $$;

create function imports.note_before() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into imports.change (import_id, xid, table_name, action, rows, before)
  select current_setting('app.import')::uuid, pg_current_xact_id(), tg_table_schema || '.' || tg_table_name, lower(tg_op), count(*), jsonb_agg(to_jsonb(o))
  from old_rows o having count(*) > 0;
  return null;
end $$;

-- Makes a table's rows part of what an import can take back. Asleep unless the transaction says app.import.
create function imports.track(target regclass) returns void language plpgsql as $$
declare key text[]; is_uuid boolean; gathered text; awake text := 'when (current_setting(''app.import'', true) <> '''')';
begin
  select array_agg(a.attname order by k.place), bool_and(a.atttypid = 'uuid'::regtype) and count(*) = 1 into key, is_uuid
  from pg_index i cross join unnest(i.indkey) with ordinality k(number, place)
  join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
  where i.indrelid = target and i.indisprimary;
  select case when is_uuid then format('array_agg(%I)', key[1])
              else 'array[' || string_agg(format('array_agg(%I::text)', c), ', ') || ']' end
  into gathered from unnest(key) c;
  execute format('create trigger import_created after insert on %s referencing new table as new_rows for each statement %s execute function imports.note_created(%L, %L)',
    target, awake, case when is_uuid then 'uuid' else 'compound' end, gathered);
  execute format('create trigger import_updated after update on %s referencing old table as old_rows for each statement %s execute function imports.note_before()', target, awake);
  execute format('create trigger import_deleted after delete on %s referencing old table as old_rows for each statement %s execute function imports.note_before()', target, awake);
end $$;

-- Everything an import may write, whatever the migrations before this one made. Secrets (admin.credential) and
-- sessions are not written by imports.
select imports.track(c.oid::regclass)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'r'
  and (n.nspname in ('dealers', 'customers', 'consent', 'vehicles', 'campaigns', 'leads', 'sales', 'extranet')
       or (n.nspname, c.relname) in (('admin', 'account'), ('admin', 'account_role')));

-- Taking back a vehicle asks who bought it; without this it scans the leads for every vehicle.
create index lead_vehicle on leads.lead (vehicle_id) where vehicle_id is not null;
