-- What the files of a source are read by.
alter table data_source
  add column date_format text not null default 'month_first' check (date_format in ('month_first', 'day_first')),
  add column hash_lines text not null default 'comments' check (hash_lines in ('comments', 'rows')),
  add column return_prices text not null default 'negative' check (return_prices in ('negative', 'positive'));

-- What a receipt says of a file beside the fates of its rows: comments, and ids that stand for none.
alter table upload add column reading jsonb;
