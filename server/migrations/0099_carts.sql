-- What visitors put into the cart of the website's shop, and what became of it.

-- Whose a browser is, by the same rule as visitors/rules.ts (a test holds the two together): nobody where two customers may
-- be meant. Runs past row security, as others' evidence counts against one's own; it returns ids only.
create function customers.visitor_owners(visitors uuid[]) returns table (visitor_id uuid, customer_id uuid)
language sql stable security definer set search_path = '' as $$
  with sitting as (
    select distinct l.visitor_id, l.customer_id, l.how, (l.at at time zone 'Asia/Shanghai')::date as day
    from customers.visitor_link l where l.visitor_id = any(visitors) and l.detached_at is null),
  strength as (
    select s.visitor_id, s.customer_id,
      least(0.99, 1 - exp(sum(ln(1 - case s.how when 'sign-in' then 0.95 when 'form' then 0.9 when 'phone' then 0.75 else 0.6 end)))) as s
    from sitting s group by 1, 2),
  confidence as (
    select t.visitor_id, t.customer_id, t.s * t.s / sum(t.s) over (partition by t.visitor_id) as c from strength t)
  select c.visitor_id, c.customer_id from confidence c where c.c > 0.5
$$;

create table customers.cart (
  id uuid primary key,
  visitor_id uuid not null references customers.visitor on delete cascade,
  key text not null,
  brand_id uuid,
  customer_id uuid references customers.customer on delete set null,
  state text not null check (state in ('open', 'ordered', 'emptied')),
  began_at timestamptz not null,
  updated_at timestamptz not null,
  ordered_at timestamptz,
  fact_at timestamptz not null default clock_timestamp(),
  unique (visitor_id, key),
  check ((state = 'ordered') = (ordered_at is not null))
);
comment on column customers.cart.key is 'The shop''s own number, only within the browser: nobody writes into a cart by guessing its number.';
comment on column customers.cart.customer_id is 'Whose the browser is; follows its links, so merges, detachments and imports taken back need move nothing.';
comment on column customers.cart.updated_at is 'When the visitor last changed it; the same cart told again does not count.';
create index cart_customer on customers.cart (customer_id, updated_at desc) where customer_id is not null;
create index cart_updated on customers.cart (updated_at);
create index cart_fact on customers.cart (fact_at, id);

create table customers.cart_line (
  id uuid primary key,
  cart_id uuid not null references customers.cart on delete cascade,
  code text not null check (code <> ''),
  name text not null,
  kind text not null check (kind in ('accessory', 'service', 'part', 'option')),
  quantity integer not null check (quantity > 0),
  price_fen bigint not null check (price_fen >= 0),
  added_at timestamptz not null,
  removed_at timestamptz,
  unique (cart_id, code)
);

-- A cart is seen with its customer; one of nobody's by who sees the whole brand. What a browser did is not audited: whose it is, is.
select kernel.protect('customers.cart',
  brand => 'case when customer_id is null then brand_id = any((select kernel.nodes())::uuid[])
    else (brand_id is null or brand_id = any((select kernel.nodes())::uuid[])) and exists (select from customers.customer c where c.id = customer_id) end',
  region => seen.own, dealer => seen.own, audited => 'none')
from (values ('(brand_id is null or brand_id = any((select kernel.brands())::uuid[])) and exists (select from customers.customer c where c.id = customer_id)')) seen(own);
select kernel.protect_child('customers.cart_line', 'cart_id', 'customers.cart', audited => 'none');

create function customers.own_cart() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  new.customer_id := (select o.customer_id from customers.visitor_owners(array[new.visitor_id]) o);
  return new;
end $$;
create trigger own_cart before insert on customers.cart for each row execute function customers.own_cart();

-- Whoever's link comes, changes hands, is detached or goes: the carts of that browser are whose it is now.
create function customers.hand_over_carts(visitors uuid[]) returns void language sql security definer set search_path = '' as $$
  update customers.cart c set customer_id = w.customer_id
  from (select v.id, o.customer_id from (select distinct unnest(visitors) as id) v
    left join customers.visitor_owners(visitors) o on o.visitor_id = v.id) w
  where c.visitor_id = w.id and c.customer_id is distinct from w.customer_id
    and exists (select from customers.cart any_cart where any_cart.visitor_id = any(visitors))
$$;
create function customers.link_made() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform customers.hand_over_carts((select array_agg(visitor_id) from new_rows));
  return null;
end $$;
create function customers.link_gone() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform customers.hand_over_carts((select array_agg(visitor_id) from old_rows));
  return null;
end $$;
create trigger carts_follow_made after insert on customers.visitor_link referencing new table as new_rows
  for each statement execute function customers.link_made();
create trigger carts_follow_moved after update on customers.visitor_link referencing new table as new_rows
  for each statement execute function customers.link_made();
create trigger carts_follow_gone after delete on customers.visitor_link referencing old table as old_rows
  for each statement execute function customers.link_gone();

create trigger fact_stamp before update on customers.cart for each row execute function insights.stamp();
create trigger fact_removed after delete on customers.cart_line referencing old table as old_rows
  for each statement execute function insights.note_removal('cart_line');
select imports.track(t::regclass) from unnest(array['customers.cart', 'customers.cart_line']) t;
