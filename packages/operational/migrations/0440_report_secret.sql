-- By which reports name visitors to those who may not see customers (rule BR5): a keyed hash, from which nobody without this row finds the id.
create table report_secret (
  one boolean primary key default true check (one),
  secret text not null
);
insert into report_secret (secret) values (gen_random_uuid()::text || gen_random_uuid()::text);
