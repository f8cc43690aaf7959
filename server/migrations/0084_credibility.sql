-- How far what was registered can be believed: per record, and added up by source, dealer and consultant.

-- Made sure of by somebody: a call that reached the person on this number.
create table customers.verification (
  id uuid primary key,
  customer_id uuid not null references customers.customer on delete cascade,
  field text not null,
  value text not null,
  how text not null check (how in ('call')),
  at timestamptz not null,
  by_name text,
  cause_id uuid not null unique
);
comment on column customers.verification.cause_id is 'The contact that made sure of it: heard of twice, it is one.';
create index verification_customer on customers.verification (customer_id, at desc);
select kernel.protect_child('customers.verification', 'customer_id', 'customers.customer', audited => 'none'); -- each comes from a contact
select imports.track('customers.verification');

-- One row per source record. Whose it is stands in customers.link: merges and splits need not touch this table. `id` is the
-- record's, without a key to it: a judgement is made anew from what is there, and keeps no import from being undone.
create table customers.credibility (
  id uuid primary key,
  brand_id uuid,
  -- Who registered the person, else who holds the lead that came of it.
  dealer_id uuid,
  source text not null,
  consultant_id uuid,
  consultant text,
  month date not null,
  score real not null,
  -- Bits by field, in the order of contract/credibility.ts.
  asked integer not null,
  filled integer not null,
  checked integer not null,
  invalid integer not null,
  compared integer not null,
  contradicted integer not null,
  verified boolean not null,
  bounced boolean not null,
  -- The lead says that its person was reached; whether a call was heard, null where no log covers it.
  claimed boolean not null,
  heard boolean,
  parts jsonb not null,
  stale boolean not null default false,
  at timestamptz not null
);
create index credibility_worst on customers.credibility (score, id);
create index credibility_dealer on customers.credibility (dealer_id, score, id);
create index credibility_source on customers.credibility (source, score, id);
create index credibility_consultant on customers.credibility (consultant_id, score, id) where consultant_id is not null;
create index credibility_stale on customers.credibility (id) where stale;
select kernel.protect('customers.credibility', brand => 'brand_id = any((select kernel.nodes())::uuid[])',
  region => 'dealer_id = any((select kernel.nodes())::uuid[])', dealer => 'dealer_id = (select kernel.node())',
  audited => 'none'); -- derived from the source record

-- The same added up, so that a dashboard over millions of records reads thousands of rows. Arrays are by field.
create table customers.credibility_sum (
  id uuid primary key,
  brand_id uuid,
  dealer_id uuid,
  source text not null,
  consultant_id uuid,
  consultant text,
  month date not null,
  records integer not null,
  score double precision not null,
  squares double precision not null,
  asked integer[] not null,
  filled integer[] not null,
  checked integer[] not null,
  invalid integer[] not null,
  compared integer not null,
  contradicted integer not null,
  verified integer not null,
  bounced integer not null,
  judged integer not null,
  unheard integer not null
);
create index credibility_sum_dealer on customers.credibility_sum (dealer_id, month);
create index credibility_sum_month on customers.credibility_sum (month);
select kernel.protect('customers.credibility_sum', brand => 'brand_id = any((select kernel.nodes())::uuid[])',
  region => 'dealer_id = any((select kernel.nodes())::uuid[])', dealer => 'dealer_id = (select kernel.node())',
  audited => 'none'); -- derived from customers.credibility

-- How far the records have been read, by arrival; one row.
create table customers.credibility_mark (
  id uuid primary key,
  nth bigint not null,
  at timestamptz not null,
  summed_at timestamptz
);
select kernel.protect_reference('customers.credibility_mark', audited => 'none'); -- progress of a job
create index source_record_nth on customers.source_record (nth);

-- Whose telephone it was: a dealer whose calls are logged is believed about calls only as far as they are there.
alter table contact_centre.contact add dealer_id uuid;
create index contact_dealer on contact_centre.contact (dealer_id, at) where dealer_id is not null;

-- Roles that read the board and the customers see the quality of the data, too; a dealer's principal their own.
update admin.role set permissions = (select array_agg(distinct p order by p) from unnest(permissions || array['customers.quality']) p)
where permissions @> array['insights.read', 'customers.read'] or permissions @> array['extranet.report', 'customers.export'];
