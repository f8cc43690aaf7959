alter table contact_centre.contact add column minutes smallint;
alter table contact_centre.contact add column agent_name text;
create index contact_agent on contact_centre.contact (agent_id, at desc);
