-- A process remembers who may do what for a minute; whatever may change that tells every process to forget.
-- Sessions and keys say so only when they end: they are seen and used all the time.
create function admin.access_changed() returns trigger language plpgsql set search_path = '' as $$
begin
  perform pg_notify('ringroad_access', '');
  return null;
end $$;
do $$
declare changes text;
begin
  foreach changes in array array[
    'delete or update of revoked_at, expires_at, account_id on admin.session',
    'delete or update of revoked_at, expires_at, account_id, scopes, secret_hash on admin.api_key',
    'insert or delete or update of must_change, code_confirmed_at, account_id on admin.credential',
    'delete or update on admin.account', 'insert or delete or update on admin.account_role', 'delete or update on admin.role',
    'insert or delete or update on dealers.node', 'insert or delete or update on dealers.authorisation'
  ] loop
    execute format('create trigger access_changed after %s for each statement execute function admin.access_changed()', changes);
  end loop;
end $$;
