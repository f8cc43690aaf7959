-- Which saved view a page opens with: one's own choice, also of a view somebody else shared.
create table kernel.view_default (
  owner_id uuid not null,
  page text not null,
  view_id uuid not null references kernel.saved_view on delete cascade,
  primary key (owner_id, page)
);
create index view_default_view on kernel.view_default (view_id);
-- Nobody else is touched by it, so it is not audited.
select kernel.protect('kernel.view_default', brand => 'owner_id = (select kernel.actor())',
  region => 'owner_id = (select kernel.actor())', dealer => 'owner_id = (select kernel.actor())', audited => 'none');

-- Sharing a view puts it before everybody of a node: those who lead one may. Roles are only written once, so theirs are completed here.
update admin.role set permissions = (select array_agg(p order by p) from unnest(permissions || array['admin.views']) p)
where built_in and not permissions @> array['admin.views']
  and key in ('crm-manager', 'marketing', 'network-manager', 'regional-manager', 'supervisor', 'dealer-principal', 'analyst');
