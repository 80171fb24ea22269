-- A source that takes no files for now. Its rows stay, and somebody may activate it again (FU16).
alter table data_source add column deactivated_at timestamptz;
-- The log of all files of a report suite, the newest first (FU17).
create index upload_of_suite on upload (rsid, id desc);
