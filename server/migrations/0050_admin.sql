-- First sign-in, recovery codes, secrets nobody but the system can read back, filters of the audit.

alter table admin.credential add column must_change boolean not null default false;
comment on column admin.credential.must_change is 'Somebody else knows this password (it was set for the user): the session may do nothing before it is changed.';
alter table admin.account add column density text not null default 'compact' check (density in ('compact', 'comfortable'));

create table admin.recovery_code (
  id uuid primary key,
  account_id uuid not null references admin.account on delete cascade,
  code_hash bytea not null,
  created_at timestamptz not null,
  used_at timestamptz
);
comment on table admin.recovery_code is 'Ten codes that stand in for the one-time code when the telephone is lost, each good once.';
create index recovery_code_account on admin.recovery_code (account_id);
select kernel.protect('admin.recovery_code', audited => 'none'); -- secrets must not reach the audit; their use is audited by name
revoke all on admin.recovery_code from scope_carmaker;

-- A region's own account belongs to no dealer: without this its holder could not even change the language.
create policy scope_region_self on admin.account for all to scope_region
  using (id = (select kernel.actor())) with check (id = (select kernel.actor()));

-- Whoever sees an account may set a password, end a session or revoke a key, and never reads a hash back.
do $$
declare r text; t text; seen text := 'exists (select from admin.account a where a.id = account_id)';
begin
  foreach t in array array['credential', 'session', 'api_key'] loop
    execute format('revoke all on admin.%I from scope_carmaker', t);
    foreach r in array array['scope_brand', 'scope_region', 'scope_dealer'] loop
      execute format('create policy %I on admin.%I to %I using (%s) with check (%s)', r, t, r, seen, seen);
    end loop;
  end loop;
  foreach r in array array['scope_carmaker', 'scope_brand', 'scope_region', 'scope_dealer'] loop
    execute format('grant select (account_id, must_change, changed_at, code_confirmed_at, failures, locked_until), insert, update on admin.credential to %I', r);
    execute format('grant select (id, account_id, created_at, seen_at, expires_at, address, agent, revoked_at), update (revoked_at) on admin.session to %I', r);
    execute format('grant select (id, name, prefix, account_id, scopes, created_at, expires_at, used_at, revoked_at), insert, update (revoked_at) on admin.api_key to %I', r);
  end loop;
end $$;

create index account_name on admin.account (name, id);
create index session_seen on admin.session (seen_at desc, id desc) where revoked_at is null;
create index api_key_account on admin.api_key (account_id, created_at desc);

alter table kernel.setting add column version integer not null default 1;
alter table kernel.notification add column mailed_at timestamptz;
create index notification_unread on kernel.notification (user_id) where read_at is null;
create index job_creator on kernel.job (created_by, created_at desc, id desc);
create index saved_view_page on kernel.saved_view (page, owner_id);
create policy scope_region_shared on kernel.saved_view for select to scope_region
  using (shared_node_id = (select a.node_id from admin.account a where a.id = (select kernel.actor())));

-- Rare actions are looked for among millions of creations; a partial index costs the writes that fill the audit nothing.
create index audit_rare on kernel.audit (action, at desc, id desc) where action in ('delete', 'reveal', 'export', 'sign-in', 'refused');
create index audit_table on kernel.audit (table_name, at desc, id desc);
create index audit_request on kernel.audit (request_id) where request_id is not null;
