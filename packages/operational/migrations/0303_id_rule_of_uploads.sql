-- How its source's transaction ids were read when the file came (UL4). Null of a file from before this was kept: it is read by what its source says now.
alter table upload add column id_rule jsonb;
