-- Ties between two customers, and households.

-- What ties there are, worded from both ends: `from` is what the one end is called beside the other's name, `to` what the
-- other is. Ends without a kind may be a person or an organisation. The same words on both ends: it has no direction.
create table customers.tie_kind (
  key text primary key,
  from_zh text not null, from_en text not null,
  to_zh text not null, to_en text not null,
  from_kind text check (from_kind in ('person', 'organisation')),
  to_kind text check (to_kind in ('person', 'organisation')),
  place integer not null unique
);
insert into customers.tie_kind (key, from_zh, from_en, to_zh, to_en, from_kind, to_kind, place) values
  ('spouse', '配偶', 'Spouse', '配偶', 'Spouse', 'person', 'person', 1),
  ('parent', '父母', 'Parent', '子女', 'Child', 'person', 'person', 2),
  ('sibling', '兄弟姐妹', 'Sibling', '兄弟姐妹', 'Sibling', 'person', 'person', 3),
  ('family', '亲属', 'Relative', '亲属', 'Relative', 'person', 'person', 4),
  ('colleague', '同事', 'Colleague', '同事', 'Colleague', 'person', 'person', 5),
  ('friend', '朋友', 'Friend', '朋友', 'Friend', 'person', 'person', 6),
  ('employee', '员工', 'Employee', '任职单位', 'Employer', 'person', 'organisation', 7),
  ('contact', '联系人', 'Contact person', '所联系单位', 'Contact for', 'person', 'organisation', 8),
  ('driver', '公司司机', 'Company driver', '用车单位', 'Drives for', 'person', 'organisation', 9),
  ('representative', '法定代表人', 'Legal representative', '所代表单位', 'Legally represents', 'person', 'organisation', 10),
  ('parent-company', '母公司', 'Parent company', '子公司', 'Subsidiary', 'organisation', 'organisation', 11),
  ('referrer', '介绍人', 'Referrer', '被介绍人', 'Referred', null, null, 12);
select kernel.protect_reference('customers.tie_kind', audited => 'none'); -- written by migrations only

-- One row for both ends. Seen only where both customers are: nobody learns a name through somebody else's page.
create table customers.tie (
  id uuid primary key,
  kind text references customers.tie_kind,
  from_id uuid not null references customers.customer on delete cascade,
  to_id uuid not null references customers.customer on delete cascade,
  from_on date,
  until_on date,
  note text,
  source text not null check (source in ('by-hand', 'evidence')),
  evidence jsonb,
  -- Proposed, and somebody said no: kept without a kind, so that these two are not proposed again.
  dismissed boolean not null default false,
  created_at timestamptz not null,
  by_name text not null,
  check (until_on >= from_on),
  check (dismissed or kind is not null)
);
comment on column customers.tie.until_on is 'Null: it stands. No unique index: a merge may bring the same tie twice, or both ends to one person; reading shows one, or none.';
create index tie_from on customers.tie (from_id, to_id);
create index tie_to on customers.tie (to_id);
create index tie_by_kind on customers.tie (kind);
do $$
declare seen text := 'exists (select from customers.customer c where c.id = tie.from_id) and exists (select from customers.customer c where c.id = tie.to_id)';
begin
  perform kernel.protect('customers.tie', brand => seen, region => seen, dealer => seen);
end $$;

-- Who lives together; the head gives the household its name. A person is in one open household, but for a merge that
-- brought two together: then both stand until somebody leaves one or the merge is undone.
create table customers.household_member (
  id uuid primary key,
  household_id uuid not null,
  customer_id uuid not null references customers.customer on delete cascade,
  is_head boolean not null default false,
  from_on date,
  until_on date,
  created_at timestamptz not null,
  by_name text not null,
  check (until_on >= from_on)
);
create index household_member_household on customers.household_member (household_id);
create index household_member_customer on customers.household_member (customer_id);
select kernel.protect_child('customers.household_member', 'customer_id', 'customers.customer');

-- Proposals ask who else is at this address.
create index customer_address on customers.customer (address) where address is not null and merged_into is null and kind = 'person';

select imports.track(t::regclass) from unnest(array['customers.tie', 'customers.household_member']) t;
