-- Browsers that were on the carmaker's pages, what they looked at, and on what evidence they are taken for somebody's.

-- `key`: our own id where our script gave one, else the sender's, with the sender before it.
create table customers.visitor (
  id uuid primary key,
  key text not null unique
);

create table customers.visitor_event (
  id uuid primary key,
  visitor_id uuid not null references customers.visitor on delete cascade,
  at timestamptz not null,
  kind text not null check (kind in ('view', 'form')),
  page text not null,
  series text,
  brand_id uuid,
  campaign text,
  medium text
);
create unique index visitor_event_once on customers.visitor_event (visitor_id, at, kind, page);
create index visitor_event_at on customers.visitor_event (at);

-- One piece of evidence that the browser is this customer's. Never a reason to take two customers for one. Detached ones are
-- kept, so that the same evidence does not bring the browser back.
create table customers.visitor_link (
  id uuid primary key,
  visitor_id uuid not null references customers.visitor on delete cascade,
  customer_id uuid not null references customers.customer on delete cascade,
  how text not null check (how in ('form', 'sign-in', 'phone', 'link')),
  cause_id uuid not null,
  at timestamptz not null,
  detached_at timestamptz,
  detached_by text,
  detached_reason text,
  unique (visitor_id, cause_id),
  check ((detached_at is null) = (detached_by is null))
);
comment on column customers.visitor_link.cause_id is 'The source record of the form, or the event: met again it is the same evidence.';
create index visitor_link_customer on customers.visitor_link (customer_id, visitor_id);

select kernel.protect_child('customers.visitor_link', 'customer_id', 'customers.customer', audited => 'changes'); -- the row says when and how it came

-- Below head office nobody sees a browser that is not linked to somebody they see, nor pages of a brand that is not theirs.
select kernel.protect('customers.visitor', brand => seen.browser, region => seen.browser, dealer => seen.browser, audited => 'none', -- an id, nothing more
  writes => 'select, insert, delete')
from (values ('exists (select from customers.visitor_link l where l.visitor_id = visitor.id and l.detached_at is null)')) seen(browser);
select kernel.protect('customers.visitor_event',
  brand => 'exists (select from customers.visitor v where v.id = visitor_id) and (brand_id is null or brand_id = any((select kernel.nodes())::uuid[]))',
  region => 'exists (select from customers.visitor v where v.id = visitor_id) and (brand_id is null or brand_id = any((select kernel.brands())::uuid[]))',
  dealer => 'exists (select from customers.visitor v where v.id = visitor_id) and (brand_id is null or brand_id = any((select kernel.brands())::uuid[]))',
  audited => 'none', writes => 'select, insert, delete'); -- append-only; goes after thirteen months
select imports.track(t::regclass) from unnest(array['customers.visitor', 'customers.visitor_event', 'customers.visitor_link']) t;
