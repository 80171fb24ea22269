-- Signing in at headquarters with an OpenID Connect provider (AC11).
alter table hq_user add column sign_on_issuer text, add column sign_on_subject text;
create unique index hq_user_sign_on on hq_user (sign_on_issuer, sign_on_subject);
-- The provider has checked a second factor, or has not; it is not asked for here again.
alter table session add column by_sign_on boolean not null default false;
-- A sign-in that has begun and has not come back.
create table sign_on_attempt (
  state_hash bytea primary key,
  browser_hash bytea not null,
  nonce text not null,
  verifier text not null,
  next text,
  expires_at timestamptz not null
);
-- Which value of the provider's claim gives which role; for all legal entities with null.
create table sign_on_role (
  value text not null,
  role text not null,
  legal_entity text references legal_entity (code),
  unique nulls not distinct (value, role, legal_entity)
);
