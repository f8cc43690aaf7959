-- Customers that are no more (an import was taken back): whoever follows the customers from outside is told. Nobody can say any
-- more which dealer dealt with them, so that only head office learns it.
create table customers.gone (id uuid primary key, at timestamptz not null default clock_timestamp());
create index gone_at on customers.gone (at, id);
select kernel.protect('customers.gone', brand => 'false', region => 'false', dealer => 'false', audited => 'none', writes => 'select'); -- the deletion itself is audited where it happens

create function customers.note_gone() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into customers.gone (id) select o.id from old_rows o on conflict (id) do update set at = clock_timestamp();
  return null;
end $$;
create trigger note_gone after delete on customers.customer referencing old table as old_rows
  for each statement execute function customers.note_gone();
