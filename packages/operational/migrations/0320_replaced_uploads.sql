-- A corrected file takes the place of an upload (rule FU22). `replaces`: whose rows its rows take the place of. `replaced_by`: what took the place of this
-- one's. `switching_at`: since then the one set of rows takes the place of the other, which is finished whatever is killed.
alter table upload add column replaces integer references upload (id);
alter table upload add column replaced_by integer references upload (id);
alter table upload add column switching_at timestamptz;
create index upload_replaces on upload (replaces) where replaces is not null;
-- Of several at once, one is on its way.
create unique index upload_one_replacement on upload (replaces) where status in ('uploaded', 'processing');
