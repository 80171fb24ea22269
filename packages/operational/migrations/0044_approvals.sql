-- A manager's override: somebody lends a right to one request of another's session (RI3). A row is deleted when it is used.
create table approval (
  token_hash bytea primary key,
  session_hash bytea not null references session (token_hash) on delete cascade,
  permission text not null,
  -- The path of the request, as it will be called.
  path text not null,
  worker_id uuid not null references worker (id) on delete cascade,
  expires_at timestamptz not null
);
create index approval_by_session on approval (session_hash);
create index approval_by_worker on approval (worker_id);
