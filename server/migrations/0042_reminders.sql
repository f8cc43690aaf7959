-- Whom we have told that a day's report is missing: once per dealer and day.
create table extranet.reminder (
  dealer_id uuid not null references dealers.dealer on delete cascade,
  day date not null,
  at timestamptz not null,
  primary key (dealer_id, day)
);
select kernel.protect('extranet.reminder',
  brand => 'exists (select from dealers.dealer d where d.id = dealer_id and d.brand_id = any((select kernel.nodes())::uuid[]))',
  region => 'dealer_id = any((select kernel.nodes())::uuid[])', dealer => 'dealer_id = (select kernel.node())',
  audited => 'none'); -- bookkeeping of the reminders
