-- Imports: what was read, what it changed, how to take it back.
create schema imports;

create table imports.import (
  id uuid primary key,
  kind text not null,
  file_name text not null,
  file_path text not null,
  file_bytes bigint not null,
  format text not null,
  encoding text not null,
  delimiter text,
  source text not null,
  mapping jsonb not null default '{}',
  options jsonb not null default '{}',
  state text not null check (state in ('draft', 'checking', 'checked', 'running', 'done', 'failed', 'cancelled', 'undoing', 'undone')),
  counts jsonb not null default '{}',
  row_done bigint not null default 0,
  job_id uuid,
  brand_id uuid,
  dealer_id uuid,
  created_by uuid,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  version integer not null default 1
);
create index import_recent on imports.import (created_at desc, id desc);
select kernel.protect('imports.import',
  brand => 'brand_id = any((select kernel.nodes())::uuid[])', region => 'created_by = (select kernel.actor())',
  dealer => 'dealer_id = (select kernel.node())');

create table imports.problem (
  import_id uuid not null references imports.import on delete cascade,
  row_number bigint not null,
  field text not null,
  code text not null,
  message jsonb not null,
  raw jsonb not null,
  primary key (import_id, row_number, field)
);
select kernel.protect_child('imports.problem', 'import_id', 'imports.import', audited => 'none'); -- bookkeeping of the import

-- What undo needs: rows the import made, and rows it changed as they were before.
create table imports.change (
  import_id uuid not null references imports.import on delete cascade,
  seq bigint generated always as identity,
  table_name text not null,
  row_id uuid not null,
  before jsonb,
  primary key (import_id, seq)
);
select kernel.protect_child('imports.change', 'import_id', 'imports.import', audited => 'none'); -- bookkeeping of the import

create table imports.saved_mapping (
  id uuid primary key,
  kind text not null,
  source text not null,
  header jsonb not null,
  mapping jsonb not null,
  node_id uuid,
  updated_at timestamptz not null,
  unique nulls not distinct (kind, source, node_id)
);
select kernel.protect('imports.saved_mapping', brand => 'node_id = any((select kernel.nodes())::uuid[])', dealer => 'node_id = (select kernel.node())');
