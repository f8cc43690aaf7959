-- Boards people put together themselves, and the mails that bring a board.
create table insights.board (
  id uuid primary key,
  owner_id uuid not null,
  title text not null,
  note text,
  tiles jsonb not null,
  filters text not null,
  shared_node_id uuid references dealers.node,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1
);
comment on column insights.board.tiles is 'Analyses by name, with their choices; what the catalogue no longer has is left out when the board is served.';
create index board_owner on insights.board (owner_id);
create index board_shared on insights.board (shared_node_id) where shared_node_id is not null;
-- Downwards: whoever sees through a node on whose path the shared one lies.
select kernel.protect('insights.board', brand => seen, region => seen, dealer => seen)
from (select $$owner_id = (select kernel.actor()) or exists (select from dealers.node n
  where n.id = any((select kernel.nodes())::uuid[]) and shared_node_id = any(n.path))$$ as seen) s;
-- Seen is not owned: nobody writes another's, whatever a statement says.
create policy own_inserts on insights.board as restrictive for insert to scope_carmaker, scope_brand, scope_region, scope_dealer
  with check (owner_id = (select kernel.actor()));
create policy own_updates on insights.board as restrictive for update to scope_carmaker, scope_brand, scope_region, scope_dealer
  using (owner_id = (select kernel.actor())) with check (owner_id = (select kernel.actor()));
create policy own_deletes on insights.board as restrictive for delete to scope_carmaker, scope_brand, scope_region, scope_dealer
  using (owner_id = (select kernel.actor()));

create table insights.subscription (
  id uuid primary key,
  owner_id uuid not null,
  -- A built-in board's key, or an own board's id.
  board text not null,
  filters text not null,
  rhythm text not null check (rhythm in ('daily', 'weekly', 'monthly')),
  day smallint not null check (day between 1 and 28),
  hour smallint not null check (hour between 0 and 23),
  created_at timestamptz not null,
  -- The instants the latest mail was queued and sent for: each only grows, so that no run sends a mail again.
  queued_for timestamptz,
  sent_for timestamptz,
  sent_at timestamptz,
  unique (owner_id, board)
);
select kernel.protect('insights.subscription', brand => 'owner_id = (select kernel.actor())',
  region => 'owner_id = (select kernel.actor())', dealer => 'owner_id = (select kernel.actor())', audited => 'none'); -- nobody else is touched by it
