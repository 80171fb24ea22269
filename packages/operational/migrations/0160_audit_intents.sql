-- Changes that a person or key has asked for at headquarters, from before the work until their entry is written (AU6). What is left here, because the server was
-- killed or the database was away, becomes an entry later.
create table audit_intent (
  request text primary key,
  asked_at timestamptz(3) not null,
  -- By the database's own clock.
  begun_at timestamptz not null default now(),
  legal_entity text,
  endpoint text not null,
  path text not null,
  address text not null,
  actor_kind text not null,
  actor_id text not null,
  second_actor_id text
);
create index audit_intent_by_time on audit_intent (begun_at);
