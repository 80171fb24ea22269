-- How the file of an upload was read: its source's settings when it was loaded last. Mended rows are read in the same way (rule FU23).
-- Null of uploads from before this was kept; these are read by what their source says now.
alter table upload
  add column date_format text check (date_format in ('day_first', 'month_first')),
  add column hash_lines text check (hash_lines in ('comments', 'rows')),
  add column return_prices text check (return_prices in ('negative', 'positive'));
