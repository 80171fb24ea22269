-- What becomes of rows dated before their order or long before the suite, and of rows that an earlier file has.
alter table data_source
  add column early_rows text not null default 'warn' check (early_rows in ('warn', 'reject')),
  add column repeated_rows text not null default 'warn' check (repeated_rows in ('warn', 'reject'));

-- The rule of its source when the file came: its orders may come later.
alter table upload add column early_rows text not null default 'warn' check (early_rows in ('warn', 'reject'));
