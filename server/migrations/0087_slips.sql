-- An ID number whose check digit is wrong identifies nobody, but it is somebody's, one slip away. It is kept one-way as it
-- was read (resident-misread), with every valid number it may have been meant as (resident-meant, about a dozen).
alter table customers.identifier drop constraint identifier_kind_check;
alter table customers.identifier add constraint identifier_kind_check check (kind in
  ('phone', 'email', 'resident-id', 'resident-misread', 'resident-meant', 'credit-code', 'open-id', 'external', 'plate', 'vin'));

-- What a document made sure of, beside what a call did; one cause may make sure of several fields.
alter table customers.verification drop constraint verification_how_check;
alter table customers.verification add constraint verification_how_check check (how in ('call', 'document'));
alter table customers.verification drop constraint verification_cause_id_key;
alter table customers.verification add constraint verification_cause_field unique (cause_id, field);
comment on column customers.verification.cause_id is 'The contact or the delivery that made sure of it: heard of twice, it is one.';

-- What each step of the process must have: one row once somebody has saved it, and every version.
create table customers.step_policy (
  id uuid primary key,
  required jsonb not null,
  number integer not null default 1,
  updated_at timestamptz not null,
  version integer not null default 1
);
create unique index step_policy_one on customers.step_policy ((true));
comment on column customers.step_policy.required is 'step -> fields; the shape is contract/step-policy.ts.';
select kernel.protect_reference('customers.step_policy');
create table customers.step_policy_version (
  id uuid primary key,
  number integer not null unique,
  required jsonb not null,
  at timestamptz not null,
  actor_id uuid,
  actor_name text not null
);
select kernel.protect_reference('customers.step_policy_version', audited => 'none'); -- append-only
select imports.track(t::regclass) from unnest(array['customers.step_policy', 'customers.step_policy_version']) t;

-- Every version of a matching policy; what was saved before stands in the audit.
create table customers.match_policy_version (
  id uuid primary key,
  brand_id uuid references dealers.node,
  number integer not null,
  link_at real not null,
  review_at real not null,
  most_linked integer not null,
  automatic boolean not null,
  at timestamptz not null,
  actor_id uuid,
  actor_name text not null,
  unique nulls not distinct (brand_id, number)
);
select kernel.protect_reference('customers.match_policy_version', audited => 'none'); -- append-only
select imports.track('customers.match_policy_version');
