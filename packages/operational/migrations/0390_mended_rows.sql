-- Rejected rows that somebody mended at headquarters or by the API (rule FU23). `mends`: the upload whose rejected rows an upload's file holds, mended.
alter table upload add column mends integer references upload (id);
create index upload_mends on upload (mends) where mends is not null;
-- Which line of an upload was mended, by which upload, and on which of its lines it stands there.
create table mended_row (
  upload integer not null references upload (id),
  line bigint not null,
  mended_by integer not null references upload (id),
  as_line bigint not null,
  primary key (upload, line, mended_by)
);
create index mended_row_by on mended_row (mended_by);
