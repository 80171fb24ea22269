-- The ids of notes and activities that were removed. A device that never heard that one had arrived sends it again; it must not come back (OF3).
create table timeline_removed (
  legal_entity text not null references legal_entity,
  id uuid not null,
  removed_at timestamptz not null,
  primary key (legal_entity, id)
);

-- In milliseconds, as it is sent and as it was always written, so that pages go by the column itself and its index.
alter table activity alter column happened_at type timestamptz(3);
