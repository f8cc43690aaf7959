-- What was bought leaves as facts too, with a watermark as repair orders have.
alter table sales.delivery add column fact_at timestamptz not null default clock_timestamp();
create index delivery_fact on sales.delivery (fact_at, id);
create trigger fact_stamp before update on sales.delivery for each row execute function insights.stamp();
create trigger fact_removed after delete on sales.delivery referencing old table as old_rows
  for each statement execute function insights.note_removal('delivery');

-- What the nightly valuation made of everybody's purchases, and under which parameters.
create table insights.valuation (
  id uuid primary key,
  at timestamptz not null,
  judged_on date not null,
  customers integer not null,
  rule jsonb not null,
  purchases jsonb,
  spend jsonb
);
comment on column insights.valuation.purchases is 'BG/NBD r, alpha, a, b with their standard errors, in weeks; null while there are too few repeat purchases to say.';
create index valuation_at on insights.valuation (at desc);
select kernel.protect('insights.valuation', audited => 'none'); -- written by the night, kept with its parameters

-- One row a customer, of the record as it stood that night: the customer's own id.
create table insights.verdict (
  id uuid primary key references customers.customer on delete cascade,
  valuation_id uuid not null references insights.valuation,
  value_class text check (value_class in ('honoured', 'improving', 'maintained', 'abandoned')),
  abc text not null check (abc in ('A', 'B', 'C')),
  stage text not null check (stage in ('acquiring', 'growing', 'mature', 'declining', 'ended')),
  stage_reason text not null,
  recency smallint not null,
  frequency smallint not null,
  monetary smallint not null,
  days_since integer not null,
  purchases integer not null,
  amount_fen bigint not null,
  profit_fen bigint not null,
  alive real,
  expected_visits real,
  expected_fen bigint,
  loss_cause text,
  loss_fen bigint,
  fact_at timestamptz not null default clock_timestamp()
);
create index verdict_fact on insights.verdict (fact_at, id);
create trigger fact_stamp before update on insights.verdict for each row execute function insights.stamp();
create trigger fact_removed after delete on insights.verdict referencing old table as old_rows
  for each statement execute function insights.note_removal('verdict');
create index verdict_valuation on insights.verdict (valuation_id);
select kernel.protect_child('insights.verdict', 'id', 'customers.customer', audited => 'none'); -- written by the night

-- Roles are only written once, so who exports the boards gets the new permission here.
update admin.role set permissions = (select array_agg(p order by p) from unnest(permissions || array['insights.run']) p)
where permissions @> array['insights.export', 'customers.matching'] and not permissions @> array['insights.run'];
