-- Files that are being sent in several goes (FU21). Their bytes stand in the folder of uploads; a file's size there says how much of it came.
create table resumable_upload (
  id uuid primary key,
  data_source_id integer not null references data_source (id),
  -- Only whoever began it may see it and go on with it.
  owner_kind text not null check (owner_kind in ('headquarters', 'apiKey')),
  owner_id text not null,
  filename text not null,
  bytes bigint not null check (bytes >= 0),
  -- When the file was changed last, as its sender says: by this a page knows it again.
  last_modified timestamptz,
  forced boolean not null,
  began_at timestamptz not null,
  touched_at timestamptz not null,
  -- The upload that it became when all of it had come.
  upload integer references upload (id)
);
create index resumable_upload_source on resumable_upload (data_source_id);
create index resumable_upload_touched on resumable_upload (touched_at);
