-- An associate asks whoever has a client in their book for that client. It follows the client: whoever has them when it is read is asked.
create table client_request (
  id uuid primary key,
  legal_entity text not null references legal_entity on delete cascade,
  customer_id uuid not null references customer on delete cascade,
  -- Who asks.
  worker_id uuid not null references worker on delete cascade,
  text text not null,
  asked_at timestamptz not null,
  -- 'done', 'given' or 'declined'; null while it is open.
  answer text,
  answer_text text not null default '',
  answered_at timestamptz,
  answered_by uuid references worker on delete set null,
  -- When the asker put the answer away.
  seen_at timestamptz
);
create unique index client_request_open on client_request (legal_entity, customer_id, worker_id) where answer is null;
create index client_request_told on client_request (worker_id) where answer is not null and seen_at is null;
create index client_request_of_customer on client_request (customer_id);
create index client_request_by_worker on client_request (worker_id);
create index client_request_answered_by on client_request (answered_by);
