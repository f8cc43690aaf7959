-- What the contact centre did: one row per contact, whatever came of it.
create schema contact_centre;

create table contact_centre.contact (
  id uuid primary key,
  brand_id uuid not null,
  customer_id uuid references customers.customer,
  lead_id uuid references leads.lead on delete set null,
  direction text not null check (direction in ('inbound', 'outbound')),
  business_type text not null,
  disposition text not null check (disposition in ('dispatched', 'nurture', 'invalid', 'nuisance', 'no-answer', 'answered')),
  note text,
  agent_id uuid,
  at timestamptz not null
);
create index contact_recent on contact_centre.contact (at desc, id desc);
create index contact_customer on contact_centre.contact (customer_id, at desc);
select kernel.protect('contact_centre.contact', brand => 'brand_id = any((select kernel.nodes())::uuid[])');
