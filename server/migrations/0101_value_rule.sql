-- What the house assumes where nobody reports it, and how it scores: every version stays, named by its number. Number 0, in the
-- code, is what the house starts with. Reasons for a change stand in the note.
create table insights.value_rule (
  id uuid primary key,
  number integer not null unique check (number > 0),
  rule jsonb not null,
  note text not null default '',
  at timestamptz not null,
  actor_id uuid not null,
  actor_name text not null
);
select kernel.protect_reference('insights.value_rule');
select kernel.append_only('insights.value_rule');

alter table insights.valuation add column rule_number integer;
comment on column insights.valuation.rule_number is 'The version of insights.value_rule it followed, 0 for what the house starts with; the rule itself stands beside it.';

-- Roles are only written once, so whoever starts valuations gets the new permission here.
update admin.role set permissions = (select array_agg(p order by p) from unnest(permissions || array['insights.rule']) p)
where permissions @> array['insights.run'] and not permissions @> array['insights.rule'];
