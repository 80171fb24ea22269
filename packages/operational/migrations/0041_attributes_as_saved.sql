-- An attribute and an attribute group have a version, and say who saved them last, like everything that people save.
alter table attribute add column version integer not null default 1, add column changed_at timestamptz not null default now(), add column changed_by text;
alter table attribute_group add column version integer not null default 1, add column changed_at timestamptz not null default now(), add column changed_by text;
