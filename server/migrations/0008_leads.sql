-- Leads: one holder and one clock each.
create schema leads;

create table leads.policy (
  id uuid primary key,
  brand_id uuid not null unique references dealers.node,
  clock jsonb not null,
  routing jsonb not null,
  pool jsonb not null,
  qualification jsonb not null,
  follow_up_days jsonb not null,
  number integer not null default 1,
  updated_at timestamptz not null,
  version integer not null default 1
);
comment on table leads.policy is 'Per brand: the clock, routing weights, pool rules, which sources are qualified first, follow-up intervals by grade. The shapes are contract/leads.ts.';
select kernel.protect_reference('leads.policy');

create table leads.lead (
  id uuid primary key,
  number text not null unique,
  brand_id uuid not null references dealers.node,
  customer_id uuid not null references customers.customer,
  holder text not null check (holder in ('pool', 'contact-centre', 'dealer', 'consultant')),
  dealer_id uuid references dealers.dealer,
  consultant_id uuid references admin.account,
  stage text not null check (stage in ('new', 'profile', 'visit', 'test-drive', 'order', 'delivery', 'lost', 'invalid')),
  grade text not null check (grade in ('H', 'A', 'B', 'C')),
  score smallint not null check (score between 0 and 100),
  reasons jsonb not null default '[]',
  series_id uuid references vehicles.series,
  variant_id uuid references vehicles.variant,
  horizon text check (horizon in ('week', 'month', 'quarter', 'later')),
  budget_fen bigint,
  trade_in boolean,
  source text not null,
  medium text,
  campaign_id uuid references campaigns.campaign,
  landing_page text,
  division_code text,
  wanted_dealer_id uuid references dealers.dealer,
  message text,
  captured_at timestamptz not null,
  last_touch_at timestamptz not null,
  touches integer not null default 1,
  dispatched_at timestamptz,
  due_at timestamptz,
  paused_at timestamptz,
  first_feedback_at timestamptz,
  breached_at timestamptz,
  breaches integer not null default 0,
  next_mark text,
  next_mark_at timestamptz,
  next_step text not null,
  next_step_at timestamptz,
  protected_until timestamptz,
  visited_at timestamptz,
  test_driven_at timestamptz,
  ordered_at timestamptz,
  delivered_at timestamptz,
  lost_at timestamptz,
  lost_reason text,
  win_back_on date,
  revenue_fen bigint,
  vehicle_id uuid references vehicles.vehicle,
  closed_at timestamptz,
  import_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  attention_at timestamptz generated always as (
    case when closed_at is null then case when first_feedback_at is null and dealer_id is not null then due_at else next_step_at end end
  ) stored,
  check ((holder in ('dealer', 'consultant')) = (dealer_id is not null)),
  check ((holder = 'consultant') = (consultant_id is not null)),
  check ((stage in ('delivery', 'lost', 'invalid')) = (closed_at is not null)),
  check (closed_at is not null or next_step_at is not null)
);
comment on column leads.lead.attention_at is 'What is due next: the feedback clock until the first feedback, then the next step.';
comment on constraint lead_check3 on leads.lead is 'An open lead always has a next step with a date.';
-- A repeat enquiry joins the open lead: a customer has at most one per brand.
create unique index lead_open on leads.lead (customer_id, brand_id) where closed_at is null;
create index lead_customer on leads.lead (customer_id, captured_at desc);
create index lead_dealer_attention on leads.lead (dealer_id, attention_at, id) where closed_at is null;
create index lead_dealer_recent on leads.lead (dealer_id, captured_at desc, id desc);
create index lead_consultant on leads.lead (consultant_id, attention_at, id) where closed_at is null;
create index lead_brand_recent on leads.lead (brand_id, captured_at desc, id desc);
create index lead_recent on leads.lead (captured_at desc, id desc);
create index lead_attention on leads.lead (attention_at, id) where closed_at is null;
create index lead_waiting on leads.lead (holder, captured_at, id) where holder in ('pool', 'contact-centre') and closed_at is null;
create index lead_mark on leads.lead (next_mark_at) where next_mark_at is not null;
create index lead_dispatched on leads.lead (dispatched_at desc) where dispatched_at is not null;
create index lead_updated on leads.lead (updated_at, id);
create index lead_import on leads.lead (import_id) where import_id is not null;
select kernel.protect_dealt('leads.lead', audited => 'changes'); -- captured with a source record, a touch and custody
-- The pool is shared: a dealer sees waiting leads of its brands without their people (columns come through leads.pool_entry).

-- Every enquiry, also the repeated ones: kept, and counted once.
create table leads.touch (
  id uuid primary key,
  lead_id uuid not null references leads.lead on delete cascade,
  record_id uuid not null references customers.source_record on delete cascade,
  at timestamptz not null,
  source text not null,
  medium text,
  campaign_id uuid references campaigns.campaign,
  landing_page text,
  message text,
  joined boolean not null
);
create index touch_lead on leads.touch (lead_id, at);
create index touch_at on leads.touch (at, id);
create index touch_record on leads.touch (record_id);
select kernel.protect_child('leads.touch', 'lead_id', 'leads.lead', audited => 'none'); -- append-only, beside its source record

-- Who held the lead from when: the next line's `at` ends it. Hash-linked: altering a line breaks every later hash.
create table leads.custody (
  id uuid primary key,
  lead_id uuid not null references leads.lead on delete cascade,
  seq integer not null check (seq >= 1),
  at timestamptz not null,
  holder text not null check (holder in ('pool', 'contact-centre', 'dealer', 'consultant', 'closed')),
  dealer_id uuid,
  consultant_id uuid,
  reason text not null,
  actor_id uuid,
  actor_name text not null,
  previous_hash bytea not null,
  hash bytea not null,
  unique (lead_id, seq)
);
select kernel.protect_child('leads.custody', 'lead_id', 'leads.lead', audited => 'none'); -- append-only and hash-linked
create trigger custody_kept before update or truncate on leads.custody for each statement execute function kernel.refuse_change();
revoke update on leads.custody from scope_system, scope_carmaker, scope_brand, scope_region, scope_dealer;

-- Why this dealer: the candidates with their points, as they stood.
create table leads.dispatch (
  id uuid primary key,
  lead_id uuid not null references leads.lead on delete cascade,
  at timestamptz not null,
  dealer_id uuid references dealers.dealer,
  outcome text not null check (outcome in ('sent', 'no-consent', 'no-dealer', 'tie', 'manual', 'claimed')),
  policy_number integer not null,
  candidates jsonb not null,
  actor_id uuid
);
create index dispatch_lead on leads.dispatch (lead_id, at desc);
-- Candidates name other dealers' capacity and performance: head office only.
select kernel.protect('leads.dispatch', brand => 'exists (select from leads.lead l where l.id = lead_id)', audited => 'none'); -- append-only

create table leads.feedback (
  id uuid primary key,
  lead_id uuid not null references leads.lead on delete cascade,
  brand_id uuid not null,
  dealer_id uuid,
  at timestamptz not null,
  contacted text not null check (contacted in ('reached', 'not-reached', 'wrong-number')),
  outcome text not null check (outcome in ('follow-up', 'appointment', 'visit', 'test-drive', 'order', 'lost')),
  next_step text,
  next_step_at timestamptz,
  variant_id uuid,
  lost_reason text,
  note text,
  in_time boolean,
  actor_id uuid,
  undone_at timestamptz,
  before jsonb
);
comment on column leads.feedback.before is 'The lead as it was, for undo within ten seconds.';
create index feedback_lead on leads.feedback (lead_id, at desc);
select kernel.protect_dealt('leads.feedback', audited => 'changes'); -- the row is its own record

create table leads.dispute (
  id uuid primary key,
  lead_id uuid not null references leads.lead on delete cascade,
  brand_id uuid not null,
  dealer_id uuid not null,
  reason text not null check (reason in ('wrong-number', 'out-of-area', 'duplicate', 'no-consent', 'other')),
  note text not null,
  opened_at timestamptz not null,
  opened_by uuid,
  decided_at timestamptz,
  decided_by uuid,
  decision text check (decision in ('rejected', 'recalled', 'closed')),
  decision_note text
);
create unique index dispute_open on leads.dispute (lead_id) where decided_at is null;
create index dispute_waiting on leads.dispute (opened_at) where decided_at is null;
select kernel.protect_dealt('leads.dispute');

-- Every change of stage, so that the funnel is data.
create table leads.stage_change (
  id uuid primary key,
  lead_id uuid not null references leads.lead on delete cascade,
  at timestamptz not null,
  before text,
  after text not null,
  actor_id uuid
);
create index stage_change_lead on leads.stage_change (lead_id, at);
select kernel.protect_child('leads.stage_change', 'lead_id', 'leads.lead', audited => 'none'); -- append-only

create table leads.mark (
  id uuid primary key,
  lead_id uuid not null references leads.lead on delete cascade,
  kind text not null check (kind in ('remind', 'copy', 'breach', 'win-back', 'recycle')),
  due_at timestamptz not null,
  done_at timestamptz not null,
  unique (lead_id, kind, due_at)
);
select kernel.protect_child('leads.mark', 'lead_id', 'leads.lead', audited => 'none'); -- append-only

create sequence leads.lead_number;
grant usage on sequence leads.lead_number to scope_system, scope_carmaker, scope_brand, scope_region, scope_dealer;
