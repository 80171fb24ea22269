-- Filters of client books that associates saved: their own ones, and those that everybody of a store sees.
create table saved_filter (
  id uuid primary key,
  legal_entity text not null references legal_entity on delete cascade,
  worker_id uuid not null references worker on delete cascade,
  -- Whose store shares it; null for a filter of the worker alone.
  store text,
  -- 'own' or 'store': which list of clients it narrows.
  list text not null,
  name text not null,
  view jsonb not null,
  -- What its attributes and associates were called when it was saved, to say later what it lost.
  said jsonb not null,
  version integer not null default 1,
  saved_at timestamptz not null,
  foreign key (legal_entity, store) references store (legal_entity, number) on delete cascade
);
create unique index saved_filter_of_worker on saved_filter (worker_id, list, lower(name)) where store is null;
create unique index saved_filter_of_store on saved_filter (legal_entity, store, list, lower(name)) where store is not null;
