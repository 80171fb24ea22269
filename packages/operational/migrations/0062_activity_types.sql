-- What kinds of contact associates can write down.
create table activity_type (
  legal_entity text not null references legal_entity on delete cascade,
  code text not null,
  name jsonb not null,
  -- Lower ones come first.
  position integer not null default 0,
  active boolean not null default true,
  version integer not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text,
  primary key (legal_entity, code)
);

-- The types as a store fetched them last. It shows these until they are older than the parameter below says.
create table activity_type_fetch (
  legal_entity text not null references legal_entity on delete cascade,
  store text not null,
  types jsonb not null,
  fetched_at timestamptz not null,
  primary key (legal_entity, store)
);

alter table legal_entity add column activity_type_hours integer not null default 3;
