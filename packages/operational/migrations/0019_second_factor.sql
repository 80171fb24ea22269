-- A second factor: the secret of an authenticator app, one that waits to be confirmed, and the newest step a code was used of.
alter table hq_user
  add totp_secret text,
  add totp_pending text,
  add totp_last_step integer;
create table recovery_code (
  hash bytea primary key,
  hq_user_id uuid not null references hq_user on delete cascade
);
create index recovery_code_by_user on recovery_code (hq_user_id);
-- One row.
create table access_settings (
  one boolean primary key default true check (one),
  require_second_factor boolean not null default false
);
insert into access_settings default values;
