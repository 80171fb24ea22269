-- A CSV file with rows of a list: what it would do or did, its bytes until it is applied, and its rows with a fault.
create table list_import (
  id uuid primary key default gen_random_uuid(),
  legal_entity text references legal_entity (code) on delete cascade,
  list text not null,
  filename text not null,
  actor jsonb not null,
  made_at timestamptz not null,
  phase text not null,
  mode text,
  bytes bigint not null default 0,
  read_bytes bigint not null default 0,
  -- The last line that is stored, when rows are stored as they come.
  line integer not null default 0,
  added integer not null default 0,
  updated integer not null default 0,
  unchanged integer not null default 0,
  invalid integer not null default 0,
  told integer not null default 0,
  header text[] not null default '{}',
  columns text[] not null default '{}',
  unknown_columns text[] not null default '{}',
  failure jsonb
);
create index on list_import (made_at);
create table list_import_chunk (
  import_id uuid not null references list_import (id) on delete cascade,
  number integer not null,
  bytes bytea not null,
  primary key (import_id, number)
);
create table list_import_problem (
  import_id uuid not null references list_import (id) on delete cascade,
  line integer not null,
  key text not null,
  stored boolean not null,
  cells jsonb not null,
  faults jsonb not null,
  primary key (import_id, line)
);
