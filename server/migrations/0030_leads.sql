-- What custody and clock need beside the lead's own row.

alter table leads.lead add column waiting text check (waiting in
  ('unqualified', 'needs-review', 'no-consent', 'no-dealer', 'tie', 'nurture', 'breach', 'recall', 'dispute', 'recycle', 'win-back'));
comment on column leads.lead.waiting is 'Why nobody at a dealer holds it; null while a dealer does.';
alter table leads.lead add check (waiting is null or holder in ('pool', 'contact-centre'));
alter table leads.lead add column marks jsonb not null default '[]';
comment on column leads.lead.marks is 'The clock as planned at dispatch, moved by pauses: [{kind, at}]. next_mark is the first one not yet done.';
create index lead_waiting_reason on leads.lead (waiting, captured_at, id) where waiting is not null and closed_at is null;

-- The sender's own number of an enquiry: the same one twice is a duplicate, whoever sends it at the same moment.
alter table leads.touch add column external_id text;
create unique index touch_external on leads.touch (source, external_id) where external_id is not null;

alter table leads.dispatch add column bulk_id uuid;
create index dispatch_bulk on leads.dispatch (bulk_id) where bulk_id is not null;

-- One dealer's turn with a lead, from dispatch to its end: the unit of promptness, breach and fairness.
create table leads.turn (
  id uuid primary key,
  lead_id uuid not null references leads.lead on delete cascade,
  brand_id uuid not null,
  dealer_id uuid not null references dealers.dealer,
  origin text not null check (origin in ('sent', 'manual', 'claimed', 'own', 'imported')),
  at timestamptz not null,
  due_at timestamptz not null,
  contacted_at timestamptz,
  in_time boolean,
  breached_at timestamptz,
  ended_at timestamptz,
  ending text check (ending in ('closed', 'recall', 'breach', 'dispute', 'recycle', 'undo')),
  check ((ended_at is null) = (ending is null))
);
comment on column leads.turn.origin is '''own'': the dealer captured the person itself, so promptness says nothing.';
create unique index turn_open on leads.turn (lead_id) where ended_at is null;
create index turn_lead on leads.turn (lead_id, at);
create index turn_dealer on leads.turn (dealer_id, at desc) include (in_time, breached_at, origin);
create index turn_at on leads.turn (at) include (dealer_id, in_time, breached_at, origin);
create index turn_breached on leads.turn (breached_at) include (dealer_id) where breached_at is not null;
create index turn_running on leads.turn (due_at) include (dealer_id) where contacted_at is null and ended_at is null;
select kernel.protect_dealt('leads.turn', audited => 'none'); -- derived from custody and feedback

-- Every version of a brand's policy; a dispatch names the number it was decided under.
create table leads.policy_version (
  id uuid primary key,
  brand_id uuid not null references dealers.node,
  number integer not null,
  policy jsonb not null,
  at timestamptz not null,
  actor_id uuid,
  actor_name text not null,
  unique (brand_id, number)
);
select kernel.protect_reference('leads.policy_version', audited => 'none'); -- append-only

-- The pool is shared: whoever may sell the brand sees that somebody waits, not who. The only way a dealer reads
-- a lead that is not its own; claiming it makes it its own.
create function leads.pool_entries(brand uuid, before_at timestamptz, before_id uuid, most integer)
returns table (id uuid, number text, brand_id uuid, series_id uuid, variant_id uuid, grade text, score smallint, source text,
  division_code text, captured_at timestamptz, touches integer, waiting text, masked_name text)
language sql stable security definer set search_path = '' as $$
  select l.id, l.number, l.brand_id, l.series_id, l.variant_id, l.grade, l.score, l.source, l.division_code, l.captured_at, l.touches,
    l.waiting, left(c.name, 1) || '**'
  from leads.lead l join customers.customer c on c.id = l.customer_id
  where l.holder = 'pool' and l.closed_at is null and l.brand_id = any(kernel.brands()) and (brand is null or l.brand_id = brand)
    and l.waiting is distinct from 'no-consent' and l.waiting is distinct from 'needs-review'
    and not c.do_not_contact and not c.deceased
    and (before_at is null or (l.captured_at, l.id) < (before_at, before_id))
  order by l.captured_at desc, l.id desc limit least(most, 201)
$$;
revoke execute on function leads.pool_entries from public;
grant execute on function leads.pool_entries to scope_system, scope_carmaker, scope_brand, scope_region, scope_dealer;

alter table leads.lead alter column number set default 'L' || (10000000 + nextval('leads.lead_number'));

-- What other domains show of a person in a list, under the reader's own row security.
create view customers.face with (security_invoker = true) as
  select id, name, salutation, sex, kind, phone, do_not_contact, deceased from customers.customer;
grant select on customers.face to scope_system, scope_carmaker, scope_brand, scope_region, scope_dealer;

-- Who at the contact centre is speaking with the person now, so that two do not call at once. No custody: the centre holds it.
alter table leads.lead add column taken_by uuid;
alter table leads.lead add column taken_until timestamptz;
create index lead_to_qualify on leads.lead (grade, captured_at, id) where holder = 'contact-centre' and closed_at is null;
