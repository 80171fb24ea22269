-- Somebody who left gave their clients away at once. What was moved is kept, so that it can be undone.
create table client_book_leave (
  id uuid primary key default gen_random_uuid(),
  legal_entity text not null references legal_entity,
  worker_id uuid not null references worker,
  -- Null when there were no clients.
  client_book_id text,
  at timestamptz not null,
  -- The name of the person; null for a key.
  by text,
  -- The time of the entries that it made, by the database's own clock.
  moved_at timestamptz not null default now(),
  -- Whether it set the last day of employment, from what to what.
  ends_employment boolean not null,
  employed_to_before date,
  employed_to date,
  undone_at timestamptz,
  foreign key (legal_entity, client_book_id) references client_book
);
create index client_book_leave_of_worker on client_book_leave (legal_entity, worker_id, at desc);
create index client_book_leave_worker on client_book_leave (worker_id);
create table client_book_leave_client (
  leave_id uuid not null references client_book_leave on delete cascade,
  customer_id uuid not null references customer on delete cascade,
  to_book text not null,
  primary key (leave_id, customer_id)
);
create index client_book_leave_client_customer on client_book_leave_client (customer_id);
