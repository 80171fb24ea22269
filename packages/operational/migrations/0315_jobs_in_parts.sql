-- Jobs of version 1.4 of the documented interface, whose files come in parts (A51, A53). A job stands here until its last part came.
create table upload_in_parts (
  data_source_id integer not null references data_source (id),
  job_name text not null,
  columns jsonb not null,
  parts integer not null,
  bytes bigint not null,
  -- It was too large: nothing more of it is taken before its last part, or before an hour without one.
  has_failed boolean not null,
  began_at timestamptz not null,
  touched_at timestamptz not null,
  primary key (data_source_id, job_name)
);
create table upload_part (
  data_source_id integer not null,
  job_name text not null,
  part integer not null,
  lines bytea not null,
  primary key (data_source_id, job_name, part),
  foreign key (data_source_id, job_name) references upload_in_parts (data_source_id, job_name) on delete cascade
);
