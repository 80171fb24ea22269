-- What a receipt says that the rows themselves cannot say.
alter table upload
  -- The header as it stood: rejected lines are handed back under it.
  add column header text,
  add column rejected integer not null default 0,
  -- Rows that may still be linked late.
  add column waiting integer not null default 0,
  -- Faults of our own while loading; after a few the upload is given up.
  add column faults integer not null default 0,
  -- Rows by fate at the moment of the undo.
  add column undone_fates jsonb;
create index upload_waiting on upload (rsid) where waiting > 0 and undone_at is null;
