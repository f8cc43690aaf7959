-- A nightly run looks at what changed since the one before it. Rows that came or changed show that by their transaction
-- (xmin); whatever is gone leaves its customer here, until a run has seen it.
create table customers.match_left (
  id uuid primary key default uuidv7(),
  who uuid not null
);
comment on table customers.match_left is 'Customers deleted, or with an identifier, a dealing or a verdict less: what the next matching run must look at.';
select kernel.protect('customers.match_left', audited => 'none'); -- ids for the next run, deleted by it

-- Runs past row security: whoever deletes need not know the matching.
create function customers.note_left() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  case tg_table_name
    when 'customer' then insert into customers.match_left (who) select id from old_rows;
    when 'verdict' then insert into customers.match_left (who) select a from old_rows union select b from old_rows;
    else insert into customers.match_left (who) select distinct customer_id from old_rows;
  end case;
  return null;
end $$;
do $$ declare t text; begin
  foreach t in array array['customer', 'identifier', 'verdict', 'reach'] loop
    execute format('create trigger note_left after delete on customers.%I referencing old table as old_rows for each statement execute function customers.note_left()', t);
  end loop;
end $$;

-- What a run did, and why: everybody, or those who changed.
alter table customers.match_run add column whole boolean not null default true;
alter table customers.match_run add column because text not null default 'learn'
  check (because in ('learn', 'model', 'lost', 'week', 'many', 'broken', 'changes'));
alter table customers.match_run add column renewed jsonb;
comment on column customers.match_run.renewed is 'Customers new, changed and gone since the run before, and customers paired anew for a key that grew or shrank past its limit.';
-- The run that last said this pair is to be asked about; null of live arrivals and of pairs that followed a merge.
alter table customers.match_pair add column run_id uuid;

-- Merges of one run: counted when it ends, taken back when somebody says so.
create index merge_run on customers.merge ((evidence ->> 'run'), at desc, id desc) where (evidence ->> 'run') is not null;
