-- What associates did with a customer. It keeps the name that its type had when it was written (R60), and its author's name.
create table activity (
  id uuid primary key,
  legal_entity text not null references legal_entity,
  customer_id uuid not null references customer,
  worker_id uuid not null references worker,
  author text not null,
  type_code text not null,
  type_name jsonb not null,
  -- When it happened, when it was written, and when it arrived.
  happened_at timestamptz not null,
  written_at timestamptz not null,
  received_at timestamptz not null,
  title text not null,
  text text not null,
  version integer not null default 1,
  edited_at timestamptz,
  edited_by text
);
create index activity_by_customer on activity (legal_entity, customer_id, happened_at desc);
create index activity_by_worker on activity (worker_id);
