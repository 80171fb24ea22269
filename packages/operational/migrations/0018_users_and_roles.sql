-- People of headquarters have roles, for a legal entity or (null) for all; they choose their password by a link that is used once.
create table user_role (
  hq_user_id uuid not null references hq_user on delete cascade,
  role text not null,
  legal_entity text references legal_entity
);
create unique index user_role_once on user_role (hq_user_id, role, coalesce(legal_entity, ''));
-- Until now everybody there was an administrator.
insert into user_role (hq_user_id, role) select id, 'administrator' from hq_user;

alter table hq_user
  drop column permissions,
  add deactivated_at timestamptz,
  add link_hash bytea unique,
  add link_expires_at timestamptz,
  add last_sign_in_at timestamptz;

alter table session
  add id uuid not null default gen_random_uuid() unique,
  add browser text not null default '';
create index session_by_user on session (hq_user_id);
