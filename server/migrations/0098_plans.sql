-- What a dealer is to reach in a month, by the whole house or by series: what a board compares with besides the past.
create table insights.plan (
  id uuid primary key,
  dealer_id uuid not null references dealers.dealer,
  brand_id uuid not null references dealers.node,
  month date not null check (month = date_trunc('month', month)),
  series_id uuid references vehicles.series,
  measure text not null check (measure in ('leads', 'visits', 'test-drives', 'orders', 'deliveries', 'revenue')),
  value bigint not null check (value between 0 and 100000000000000),
  updated_at timestamptz not null default clock_timestamp(),
  version integer not null default 1,
  unique nulls not distinct (dealer_id, brand_id, month, series_id, measure)
);
comment on column insights.plan.series_id is 'Null: the whole dealer, whatever series it sells of the brand.';
comment on column insights.plan.value is 'A count; fen for revenue.';
create index plan_updated on insights.plan (updated_at, id);
create index plan_month on insights.plan (month, id);
-- A dealer reads what it is to reach and does not set it; revenue is money, as spend is.
select kernel.protect('insights.plan', brand => 'brand_id = any((select kernel.nodes())::uuid[])',
  region => $$dealer_id = any((select kernel.nodes())::uuid[]) and brand_id = any((select kernel.brands())::uuid[]) and measure <> 'revenue'$$);
create policy scope_dealer on insights.plan for select to scope_dealer using (dealer_id = (select kernel.node()) and measure <> 'revenue');
grant select on insights.plan to scope_dealer;
create trigger fact_removed after delete on insights.plan referencing old table as old_rows
  for each statement execute function insights.note_removal('plan');
select imports.track('insights.plan');

-- Roles are only written once, so whoever exports the boards and decides over dealers gets the new permission here.
update admin.role set permissions = (select array_agg(p order by p) from unnest(permissions || array['insights.plan']) p)
where permissions @> array['insights.export', 'leads.decide'] and not permissions @> array['insights.plan'];
