-- How the files of a data source are read that are not in the format of its own: which of their columns is what. No row: only that format is read.
create table data_source_mapping (
  data_source_id integer primary key references data_source,
  -- JSON null: there was one, and it was ended.
  mapping jsonb not null,
  version integer not null,
  changed_at timestamptz not null
);
