-- Calls that came from a telephone system's log: the sender's own number makes the same file twice the same rows.
alter table contact_centre.contact
  add column source text,
  add column external_id text,
  add column import_id uuid,
  add column raw jsonb,
  add check ((source is null) = (external_id is null));
comment on column contact_centre.contact.raw is 'The log''s own row: a caller nobody knows has a number and no customer.';
create unique index contact_external on contact_centre.contact (source, external_id) where external_id is not null;
-- Taking a lead back looks for its contacts, lead by lead.
create index contact_lead on contact_centre.contact (lead_id) where lead_id is not null;
select imports.track('contact_centre.contact');
