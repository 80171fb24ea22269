-- The parameters of a legal entity have a version of their own, and say who saved them last.
alter table legal_entity add column parameters_version integer not null default 0, add column parameters_changed_at timestamptz not null default now(),
  add column parameters_changed_by text;
