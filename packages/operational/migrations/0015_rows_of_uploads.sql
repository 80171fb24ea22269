-- What the rows of a file come to, in whatever order, encoding or notation they stand: the same rows are told before they count twice.
alter table upload add column rows_hash text;
create index upload_by_rows on upload (data_source_id, rows_hash) where rows_hash is not null;
