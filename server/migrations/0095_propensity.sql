-- How likely somebody is to do something, learned from those who did: every version of every model, and what the published
-- one says of leads and customers.
create table insights.propensity_model (
  id uuid primary key,
  kind text not null check (kind in ('lead-to-sale', 'repurchase', 'response')),
  number integer not null check (number > 0),
  algorithm text not null check (algorithm in ('logistic', 'boosted')),
  state text not null default 'challenger' check (state in ('challenger', 'champion', 'retired')),
  trained_at timestamptz not null,
  features text[] not null,
  horizon_days integer not null,
  base_rate real not null,
  trained_on integer not null,
  held_out integer not null,
  held_out_from date not null,
  model jsonb not null,
  bands jsonb not null,
  footprints jsonb not null,
  judgement jsonb not null,
  recommended boolean not null,
  published_at timestamptz,
  published_by text,
  drift jsonb,
  drift_at timestamptz,
  unique (kind, number)
);
comment on column insights.propensity_model.held_out_from is 'Held out by time: rows from this day on were not seen by the training.';
comment on column insights.propensity_model.bands is 'From which score a subject is of the high and of the middle band: the best fifth and the best half of the held-out rows.';
comment on column insights.propensity_model.footprints is 'How every feature lay at training, for the drift.';
create unique index propensity_champion on insights.propensity_model (kind) where state = 'champion';
select kernel.protect_reference('insights.propensity_model', audited => 'none'); -- publishing is audited with words, the weights are not

create table insights.propensity_score (
  kind text not null,
  lead_id uuid references leads.lead on delete cascade,
  customer_id uuid references customers.customer on delete cascade,
  subject_id uuid not null generated always as (coalesce(lead_id, customer_id)) stored,
  model_id uuid not null references insights.propensity_model,
  score real not null check (score between 0 and 1),
  band text not null check (band in ('high', 'middle', 'low')),
  reasons jsonb not null,
  at timestamptz not null,
  primary key (subject_id, kind),
  check (num_nonnulls(lead_id, customer_id) = 1)
);
create index propensity_score_lead on insights.propensity_score (lead_id) where lead_id is not null;
create index propensity_score_customer on insights.propensity_score (customer_id) where customer_id is not null;
create index propensity_score_band on insights.propensity_score (kind, band, subject_id);
create index propensity_score_stale on insights.propensity_score (kind, at);
-- A score is seen by whoever sees its lead or its customer.
do $$
declare seen text := '(lead_id is not null and exists (select from leads.lead l where l.id = lead_id))
  or (customer_id is not null and exists (select from customers.customer c where c.id = customer_id))';
begin
  perform kernel.protect('insights.propensity_score', brand => seen, region => seen, dealer => seen, audited => 'none'); -- written by the night
end $$;

-- What lists of leads and of customers show and filter by, each in its own domain's words, under the reader's own row security.
create view leads.chance with (security_invoker = true) as
  select s.lead_id, s.score, s.band, m.number as model, s.at
  from insights.propensity_score s join insights.propensity_model m on m.id = s.model_id
  where s.kind = 'lead-to-sale' and s.lead_id is not null;
grant select on leads.chance to scope_system, scope_carmaker, scope_brand, scope_region, scope_dealer;
create view customers.worth with (security_invoker = true) as
  select v.id as customer_id, v.value_class, v.stage as value_stage from insights.verdict v;
grant select on customers.worth to scope_system, scope_carmaker, scope_brand, scope_region, scope_dealer;

-- A lead as it arrived and was first sent leaves as a fact of its own: dealer and dispatch of the lead itself change with what
-- happens later, and a model that is to speak on arrival must not learn from that.
create trigger arrival_removed after delete on leads.lead referencing old table as old_rows
  for each statement execute function insights.note_removal('arrival');
