-- Who is whom, by probability: the model, what it found, and what people said of it.

-- One row per training; the newest active one scores live arrivals and the nightly run.
create table customers.match_model (
  id uuid primary key,
  number integer not null unique,
  model jsonb not null,
  parameters jsonb not null,
  estimated_from jsonb not null,
  active boolean not null default false,
  trained_at timestamptz not null,
  trained_by text not null
);
create unique index match_model_active on customers.match_model (active) where active;
comment on column customers.match_model.model is 'Features, blocking rules, comparisons: server/domains/customers/matching/model.ts.';
comment on column customers.match_model.estimated_from is 'Records, pairs per rule, random pairs: what the parameters were estimated from.';
select kernel.protect_reference('customers.match_model');

-- Per brand (null: where a pair crosses brands): link at or above `link_at`, ask a person from `review_at` on, else keep apart.
create table customers.match_policy (
  id uuid primary key,
  brand_id uuid unique nulls not distinct references dealers.node,
  link_at real not null,
  review_at real not null,
  -- A cluster that would grow beyond this many customers is held for review.
  most_linked integer not null default 6,
  automatic boolean not null default true,
  number integer not null default 1,
  updated_at timestamptz not null,
  version integer not null default 1,
  check (review_at < link_at)
);
comment on column customers.match_policy.link_at is 'Match weight, log2 of the odds: 12 is 4,096 to 1.';
select kernel.protect_reference('customers.match_policy');

create table customers.match_run (
  id uuid primary key,
  model_number integer not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  records integer not null default 0,
  pairs bigint not null default 0,
  linked integer not null default 0,
  asked integer not null default 0,
  settled integer not null default 0,
  -- Milliseconds and rows of each step.
  steps jsonb not null default '[]',
  evaluation jsonb
);
create index match_run_recent on customers.match_run (started_at desc);
select kernel.protect_reference('customers.match_run', audited => 'none'); -- written by the run itself

-- Two customers the model is not sure of, or may not link by itself. `a` is the smaller id.
create table customers.match_pair (
  id uuid primary key,
  a uuid not null references customers.customer on delete cascade,
  b uuid not null references customers.customer on delete cascade,
  -- Pairs that hang together are reviewed together; the smallest customer id among them.
  group_id uuid not null,
  weight real not null,
  -- The level of each comparison, 0 for missing, and what the rarity of the agreed values adds, in bits.
  levels smallint[] not null,
  rarity real not null,
  model_number integer not null,
  -- Why it was not settled by itself: between the thresholds, the cluster grew too much, both are verified, automatic linking is off.
  held text not null check (held in ('between', 'grown', 'verified', 'manual')),
  state text not null default 'open' check (state in ('open', 'same', 'different', 'gone')),
  found_at timestamptz not null,
  settled_at timestamptz,
  unique (a, b),
  check (a < b)
);
create index match_pair_open on customers.match_pair (weight desc, id) where state = 'open';
create index match_pair_group on customers.match_pair (group_id) where state = 'open';
create index match_pair_b on customers.match_pair (b);
select kernel.protect('customers.match_pair', audited => 'none', -- what people decide stands in match_decision
  brand => 'exists (select from customers.customer c where c.id = match_pair.a) and exists (select from customers.customer c where c.id = match_pair.b)');

-- Every answer of every reviewer, also those taken back: agreement is measured on them, and precision and recall.
create table customers.match_decision (
  id uuid primary key,
  pair_id uuid not null references customers.match_pair on delete cascade,
  verdict text not null check (verdict in ('same', 'different', 'unsure')),
  by_id uuid not null,
  by_name text not null,
  at timestamptz not null,
  reason text,
  merge_id uuid references customers.merge on delete set null,
  -- A second opinion, asked for without showing the first: measures agreement and changes nothing.
  blind boolean not null default false,
  undone_at timestamptz
);
create index match_decision_pair on customers.match_decision (pair_id, at desc);
create index match_decision_by on customers.match_decision (by_id, at desc);
create index match_decision_recent on customers.match_decision (at desc, id desc);
select kernel.protect_child('customers.match_decision', 'pair_id', 'customers.match_pair');

-- How often a value is met among all customers, where more than two have it: 张伟, 13800000000, a front desk's number.
create table customers.match_frequency (
  feature text not null,
  value text not null,
  share real not null,
  primary key (feature, value)
);
select kernel.protect_reference('customers.match_frequency', audited => 'none'); -- rebuilt by every training

-- Live candidates beside the identifiers: the same name or sound with the same birthday, the same end of a number, the same place.
create index customer_sound_birth on customers.customer (name_pinyin, birth_on) where birth_on is not null and merged_into is null;
create index customer_sound_phone on customers.customer (name_pinyin, "right"(phone, 6)) where phone is not null and merged_into is null;

-- An import that is undone takes back the questions it raised.
select imports.track(t::regclass) from unnest(array['customers.match_model', 'customers.match_policy', 'customers.match_run',
  'customers.match_pair', 'customers.match_decision', 'customers.match_frequency']) t;
