-- Campaigns, their tracking codes, and what they cost by day.
create schema campaigns;

create table campaigns.campaign (
  id uuid primary key,
  code text not null unique,
  name text not null,
  brand_id uuid not null references dealers.node,
  medium text not null,
  budget_fen bigint not null check (budget_fen >= 0),
  region_id uuid references dealers.node,
  starts_on date not null,
  ends_on date not null,
  landing_page text,
  goal text,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  check (ends_on >= starts_on)
);
create index campaign_recent on campaigns.campaign (starts_on desc, id desc);
select kernel.protect('campaigns.campaign', brand => 'brand_id = any((select kernel.nodes())::uuid[])');

create table campaigns.tracking_code (
  id uuid primary key,
  code text not null unique,
  campaign_id uuid not null references campaigns.campaign on delete cascade,
  medium text not null,
  landing_page text
);
create index tracking_code_campaign on campaigns.tracking_code (campaign_id);
select kernel.protect_child('campaigns.tracking_code', 'campaign_id', 'campaigns.campaign');

-- Money stays with head office and the brand: regions and dealers see names, never spend.
create table campaigns.spend (
  id uuid primary key,
  campaign_id uuid not null references campaigns.campaign on delete cascade,
  brand_id uuid not null references dealers.node,
  medium text not null,
  region_id uuid references dealers.node,
  day date not null,
  spend_fen bigint not null check (spend_fen >= 0),
  impressions bigint not null default 0,
  clicks bigint not null default 0,
  contacts bigint not null default 0,
  import_id uuid,
  unique nulls not distinct (campaign_id, day, medium, region_id)
);
create index spend_day on campaigns.spend (day);
select kernel.protect('campaigns.spend', brand => 'brand_id = any((select kernel.nodes())::uuid[])', audited => 'changes'); -- created by import or form, which keep their own record

do $$ declare r text; begin
  foreach r in array array['scope_region', 'scope_dealer'] loop
    execute format('create policy %I on campaigns.campaign for select to %I using (brand_id = any((select kernel.brands())::uuid[]))', r, r);
    execute format('grant select (id, code, name, brand_id, medium, region_id, starts_on, ends_on, landing_page) on campaigns.campaign to %I', r);
    execute format('create policy %I on campaigns.tracking_code for select to %I using (true)', r || '_read', r);
  end loop;
end $$;
