-- A customer has a version, and says who saved them last, like everything that people save.
alter table customer add column version integer not null default 1, add column changed_at timestamptz not null default now(), add column changed_by text;
