-- Users, roles, sessions, keys.
create schema admin;

create table admin.role (
  id uuid primary key,
  key text not null unique,
  name_zh text not null,
  name_en text not null,
  home text not null check (home in ('head-office', 'contact-centre', 'dealer', 'admin')),
  permissions text[] not null,
  needs_code boolean not null default false,
  built_in boolean not null default false,
  updated_at timestamptz not null,
  version integer not null default 1
);
comment on column admin.role.needs_code is 'Whoever holds this role must sign in with a time-based one-time code.';
select kernel.protect_reference('admin.role');

create table admin.account (
  id uuid primary key,
  login text not null unique check (login = lower(login)),
  name text not null,
  phone text,
  email text,
  language text not null default 'zh-CN' check (language in ('zh-CN', 'en')),
  node_id uuid not null references dealers.node,
  brand_id uuid references dealers.node,
  dealer_id uuid references dealers.dealer,
  active boolean not null default true,
  demo boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1
);
comment on column admin.account.brand_id is 'The brand of node_id; null at the carmaker. With dealer_id it is what row security looks at.';
create index account_dealer on admin.account (dealer_id);
create index account_node on admin.account (node_id);
select kernel.protect_dealt('admin.account');

create table admin.account_role (
  id uuid primary key,
  account_id uuid not null references admin.account on delete cascade,
  role_id uuid not null references admin.role,
  unique (account_id, role_id)
);
create index account_role_role on admin.account_role (role_id);
select kernel.protect_child('admin.account_role', 'account_id', 'admin.account');

-- Secrets: only the system scope ever reads these.
create table admin.credential (
  account_id uuid primary key references admin.account on delete cascade,
  password_hash text not null,
  code_secret text,
  code_confirmed_at timestamptz,
  code_last_step bigint,
  changed_at timestamptz not null,
  failures integer not null default 0,
  locked_until timestamptz
);
comment on column admin.credential.code_last_step is 'The last one-time code''s time step: a code works once.';
select kernel.protect('admin.credential', audited => 'none'); -- secrets must not reach the audit; sign-ins are audited by name

create table admin.session (
  id uuid primary key,
  account_id uuid not null references admin.account on delete cascade,
  token_hash bytea not null unique,
  previous_hash bytea,
  rotated_at timestamptz not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  address text,
  agent text,
  revoked_at timestamptz
);
create index session_account on admin.session (account_id, created_at desc);
create index session_previous on admin.session (previous_hash) where previous_hash is not null;
select kernel.protect('admin.session', audited => 'none'); -- sign-in and revocation are audited by name; seen_at changes all the time

create table admin.api_key (
  id uuid primary key,
  name text not null,
  prefix text not null unique,
  secret_hash bytea not null,
  account_id uuid not null references admin.account,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);
comment on column admin.api_key.account_id is 'The key acts as this user, with the intersection of the user''s permissions and scopes.';
select kernel.protect('admin.api_key', audited => 'none'); -- creation and revocation are audited by name; used_at changes all the time
