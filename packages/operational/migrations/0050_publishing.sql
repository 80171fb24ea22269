-- What stores see of headquarters' configuration (PB6). A section is the content of one part of it; stores with the same content share the row.
create table published_section (
  legal_entity text not null references legal_entity (code) on delete cascade,
  hash text not null,
  content jsonb not null,
  -- Of its JSON text.
  bytes integer not null,
  primary key (legal_entity, hash)
);

-- A numbered snapshot of a store, never changed. `sections` is the hash of each section by its name.
create table store_snapshot (
  legal_entity text not null,
  store text not null,
  number integer not null check (number >= 1),
  sections jsonb not null,
  published_at timestamptz not null,
  -- The name of the person, or null.
  published_by text,
  primary key (legal_entity, store, number),
  foreign key (legal_entity, store) references store (legal_entity, number) on delete cascade
);

-- The snapshot that a store shows; a store without a row was never published to. Null: what headquarters has is published at the next start.
create table store_publication (
  legal_entity text not null,
  store text not null,
  current integer,
  primary key (legal_entity, store),
  foreign key (legal_entity, store) references store (legal_entity, number) on delete cascade,
  foreign key (legal_entity, store, current) references store_snapshot (legal_entity, store, number) deferrable initially deferred
);

-- Stores showed every change at once until now: they go on with what there is.
insert into store_publication (legal_entity, store) select legal_entity, number from store;

alter table legal_entity add column publishes_at_once boolean not null default false;
