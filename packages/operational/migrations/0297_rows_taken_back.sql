-- Rows of a source that were taken out of reports (rule FU15): those of some days, or one row. `done_at` is null while that goes on.
create table row_removal (
  id integer primary key generated always as identity,
  data_source_id integer not null references data_source (id),
  uploads integer[] not null,
  line bigint,
  from_day date,
  to_day date,
  -- The rows' own times: from the first to, but without, the second.
  from_at timestamptz not null,
  to_at timestamptz not null,
  asked_at timestamptz not null,
  done_at timestamptz
);
create index row_removal_of_source on row_removal (data_source_id, id);
alter table upload add column taken_back integer not null default 0;
create trigger audit_note_change after insert or update or delete on row_removal
  for each row execute function audit_note_change('id,from_at,to_at,asked_at,done_at', '');
