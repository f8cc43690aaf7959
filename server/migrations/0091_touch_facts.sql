-- What a customer was touched by before they bought leaves as facts too, with a watermark as deliveries have.
alter table leads.touch add column fact_at timestamptz not null default clock_timestamp();
create index touch_fact on leads.touch (fact_at, id);
create trigger fact_stamp before update on leads.touch for each row execute function insights.stamp();
create trigger fact_removed after delete on leads.touch referencing old table as old_rows
  for each statement execute function insights.note_removal('touch');
-- A merge moves a lead to another customer, and its touches with it.
create function leads.touch_moved() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update leads.touch set fact_at = clock_timestamp() where lead_id = new.id;
  return null;
end $$;
create trigger touch_moved after update of customer_id on leads.lead
  for each row when (old.customer_id is distinct from new.customer_id) execute function leads.touch_moved();

-- A campaign against a hold-out: who was left out by lot, so that what it brought can be told from what came anyway.
create table insights.experiment (
  id uuid primary key,
  brand_id uuid not null references dealers.node,
  campaign_id uuid references campaigns.campaign,
  name text not null,
  unit text not null check (unit in ('owners', 'enquirers', 'dealers')),
  starts_on date not null,
  ends_on date not null,
  audience jsonb not null,
  held_out_share real not null check (held_out_share > 0 and held_out_share < 1),
  seed integer not null,
  treated integer not null,
  held_out integer not null,
  created_by uuid,
  created_at timestamptz not null,
  check (ends_on >= starts_on)
);
comment on column insights.experiment.seed is 'The lot: the same seed over the same audience draws the same hold-out.';
create index experiment_recent on insights.experiment (created_at desc, id desc);
-- Experiments are about money: head office and the brand only. Written once: a lot that can be changed is none.
select kernel.protect('insights.experiment', brand => 'brand_id = any((select kernel.nodes())::uuid[])', writes => 'select, insert');

create table insights.experiment_member (
  id uuid primary key,
  experiment_id uuid not null references insights.experiment on delete cascade,
  customer_id uuid references customers.customer on delete cascade,
  dealer_id uuid references dealers.dealer,
  held_out boolean not null,
  fact_at timestamptz not null default clock_timestamp(),
  check (num_nonnulls(customer_id, dealer_id) = 1)
);
create index experiment_member_experiment on insights.experiment_member (experiment_id);
create index experiment_member_customer on insights.experiment_member (customer_id) where customer_id is not null;
create index experiment_member_fact on insights.experiment_member (fact_at, id);
create trigger fact_removed after delete on insights.experiment_member referencing old table as old_rows
  for each statement execute function insights.note_removal('experiment_member');
select kernel.protect('insights.experiment_member', audited => 'none', writes => 'select, insert',
  brand => 'exists (select from insights.experiment e where e.id = experiment_id)'); -- drawn by lot from the experiment's seed
