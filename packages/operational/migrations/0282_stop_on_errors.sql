-- A source may stop after a file that failed, until somebody restarts it (rule E2). While stopped_by is set, its other files wait.
alter table data_source
  add column on_errors text not null default 'continue' check (on_errors in ('continue', 'stop')),
  add column stopped_by integer references upload (id);
