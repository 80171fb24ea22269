-- Below this share of linked rows (of a hundred) a source is listed among what needs to be seen to (rule MR2).
alter table data_source add column match_alert integer check (match_alert between 1 and 100);
