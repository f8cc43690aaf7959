-- Consent by purpose and recipient. The ledger is append-only; `state` is its latest line per key.
create schema consent;

create table consent.entry (
  id uuid primary key,
  customer_id uuid not null references customers.customer on delete cascade,
  purpose text not null check (purpose in ('sales', 'service', 'marketing', 'personalisation')),
  recipient text not null check (recipient in ('carmaker', 'dealer', 'finance', 'insurer', 'media')),
  recipient_id uuid,
  granted boolean not null,
  channel text not null,
  evidence text not null,
  text_version text,
  happened_at timestamptz not null,
  recorded_at timestamptz not null,
  actor_id uuid,
  import_id uuid
);
comment on column consent.entry.recipient_id is 'One dealer; null means any dealer authorised for the brand, or the recipient kind as a whole.';
create index entry_customer on consent.entry (customer_id, happened_at desc);
create index entry_recent on consent.entry (recorded_at desc, id desc);
select kernel.protect_child('consent.entry', 'customer_id', 'customers.customer', audited => 'none'); -- append-only ledger
-- No append_only trigger: undoing an import removes the lines that import wrote, and erasure removes a person's.

create table consent.state (
  customer_id uuid not null references customers.customer on delete cascade,
  purpose text not null,
  recipient text not null,
  recipient_key uuid not null,
  granted boolean not null,
  happened_at timestamptz not null,
  entry_id uuid not null,
  primary key (customer_id, purpose, recipient, recipient_key)
);
comment on column consent.state.recipient_key is 'recipient_id, or the nil UUID for the kind as a whole.';
select kernel.protect_child('consent.state', 'customer_id', 'customers.customer', audited => 'none'); -- derived from the ledger
