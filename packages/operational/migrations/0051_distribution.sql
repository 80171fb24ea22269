-- Runs of jobs. `number` counts those of all legal entities.
create table distribution_run (
  number bigint primary key generated always as identity,
  legal_entity text not null references legal_entity (code) on delete cascade,
  jobs integer[] not null,
  -- Everything that the jobs carry, not just what differs.
  whole boolean not null,
  started_at timestamptz not null,
  started_by text,
  -- How many customers job 1010 counted; null when it did not run.
  customers integer
);
create index distribution_run_newest on distribution_run (legal_entity, number);

-- A store's package of a run, and what became of it (R81). Packages of a store are applied in the order of their numbers.
create table distribution_session (
  number bigint primary key generated always as identity,
  run bigint not null references distribution_run on delete cascade,
  legal_entity text not null,
  store text not null,
  state text not null,
  tries integer not null default 0,
  -- The hash of each section that it carries, by its name.
  sections jsonb not null,
  rows integer not null,
  bytes bigint not null,
  created_at timestamptz not null,
  downloaded_at timestamptz,
  applied_at timestamptz,
  ended_at timestamptz,
  -- Why it failed or was cancelled.
  reason text,
  -- The snapshot that it made.
  snapshot integer,
  foreign key (legal_entity, store) references store (legal_entity, number) on delete cascade
);
create index distribution_session_by_run on distribution_session (run);
create index distribution_session_by_store on distribution_session (legal_entity, store, number);
create index distribution_session_open on distribution_session (legal_entity, number) where ended_at is null;

create table distribution_settings (
  legal_entity text primary key references legal_entity (code) on delete cascade,
  keep_order boolean not null,
  tries integer not null check (tries between 1 and 10)
);
