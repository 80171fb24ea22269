-- What somebody at a register did last with client books, so that it can be undone for a short time. Each worker has one; the next takes its place.
create table client_book_action (
  id uuid primary key default gen_random_uuid(),
  legal_entity text not null references legal_entity on delete cascade,
  worker_id uuid not null unique references worker on delete cascade,
  kind text not null,
  at timestamptz not null,
  -- The time of the entries and stays that it made or ended, by the database's own clock.
  moved_at timestamptz not null default now()
);
create index client_book_action_of_entity on client_book_action (legal_entity);
create table client_book_action_client (
  action_id uuid not null references client_book_action on delete cascade,
  customer_id uuid not null references customer on delete cascade,
  -- Out of which book, with the place that the entry had there; null for somebody who was added.
  from_book text,
  place bigint,
  -- Into which book; null for somebody who was removed.
  to_book text,
  -- The receiver had them already.
  kept boolean not null,
  primary key (action_id, customer_id)
);
create index client_book_action_client_customer on client_book_action_client (customer_id);
