-- People of headquarters have a version, so that of two administrators who change the same person the second is told (OG2).
alter table hq_user
  add column version integer not null default 1,
  add column changed_at timestamptz not null default now(),
  add column changed_by text;
update hq_user set changed_at = created_at;
