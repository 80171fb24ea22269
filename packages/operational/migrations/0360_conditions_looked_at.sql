-- Since when it is looked whether something lasts, by kind of condition. What lasted before that began earlier, and is not told (rule NO3).
create table data_source_looked (
  kind text primary key,
  looked_at timestamptz not null
);
