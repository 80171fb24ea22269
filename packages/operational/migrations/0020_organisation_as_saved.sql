-- What people set up has a version, says who saved it last, and can be put out of use.
alter table legal_entity add column active boolean not null default true, add column version integer not null default 1,
  add column changed_at timestamptz not null default now(), add column changed_by text;
alter table address_book add column active boolean not null default true, add column version integer not null default 1,
  add column changed_at timestamptz not null default now(), add column changed_by text;
alter table store add column active boolean not null default true, add column version integer not null default 1,
  add column changed_at timestamptz not null default now(), add column changed_by text,
  add column default_customer text, add column language text, add column time_zone text;
alter table register add column active boolean not null default true, add column version integer not null default 1,
  add column changed_at timestamptz not null default now(), add column changed_by text, add column name text not null default '';
alter table worker add column active boolean not null default true, add column version integer not null default 1,
  add column changed_at timestamptz not null default now(), add column changed_by text,
  add column employed_from date, add column employed_to date, add column language text, add column position text not null default '';
