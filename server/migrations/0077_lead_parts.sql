-- What hangs from a lead goes with it, statement by statement, as with customers (0020): a foreign key asks for every
-- row that is written, six or seven for each new lead. Only saveChanges (server/domains/leads/queries/save.ts) writes
-- these rows, in the statement that makes the lead or while it holds the lead's lock.
alter table leads.touch drop constraint touch_lead_id_fkey;
alter table leads.custody drop constraint custody_lead_id_fkey;
alter table leads.dispatch drop constraint dispatch_lead_id_fkey;
alter table leads.stage_change drop constraint stage_change_lead_id_fkey;
alter table leads.mark drop constraint mark_lead_id_fkey;
alter table leads.turn drop constraint turn_lead_id_fkey;
create function leads.lead_gone() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  delete from leads.touch t using old_rows o where t.lead_id = o.id;
  delete from leads.custody c using old_rows o where c.lead_id = o.id;
  delete from leads.dispatch d using old_rows o where d.lead_id = o.id;
  delete from leads.stage_change s using old_rows o where s.lead_id = o.id;
  delete from leads.mark m using old_rows o where m.lead_id = o.id;
  delete from leads.turn t using old_rows o where t.lead_id = o.id;
  return null;
end $$;
create trigger lead_gone after delete on leads.lead referencing old table as old_rows
  for each statement execute function leads.lead_gone();
