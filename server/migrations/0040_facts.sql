-- What leaves PostgreSQL as facts: a watermark on every source table, and a note of what was deleted.
create schema insights;

alter table campaigns.spend add column updated_at timestamptz not null default clock_timestamp();
create index spend_updated on campaigns.spend (updated_at, id);
alter table extranet.daily_count add column updated_at timestamptz not null default clock_timestamp();
create index daily_count_updated on extranet.daily_count (updated_at, id);

-- A deleted row has no watermark. Undoing an import deletes; the facts must follow.
create table insights.removal (
  seq bigint generated always as identity primary key,
  fact text not null,
  row_id uuid not null,
  at timestamptz not null default clock_timestamp()
);
create index removal_at on insights.removal (at);
select kernel.protect('insights.removal', audited => 'none'); -- bookkeeping of the facts; the deletion itself is audited where it happens

-- security definer: a dealer who undoes an import may delete leads and may not see this table.
create function insights.note_removal() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into insights.removal (fact, row_id) select tg_argv[0], o.id from old_rows o;
  return null;
end $$;
create trigger fact_removed after delete on leads.lead referencing old table as old_rows
  for each statement execute function insights.note_removal('lead');
create trigger fact_removed after delete on campaigns.spend referencing old table as old_rows
  for each statement execute function insights.note_removal('spend');
create trigger fact_removed after delete on campaigns.campaign referencing old table as old_rows
  for each statement execute function insights.note_removal('campaign');
create trigger fact_removed after delete on extranet.daily_count referencing old table as old_rows
  for each statement execute function insights.note_removal('daily_count');

-- Codes are read by everybody and written where the campaign is.
revoke insert, update, delete on campaigns.tracking_code from scope_region, scope_dealer;
