-- A measure is an amount (money or a number) or a day; amounts have the places that hits have.
alter table measure_value alter column amount type numeric(38, 8);
alter table measure_value alter column amount drop not null;
alter table measure_value add column day date;
alter table measure_value add constraint measure_value_is_one check (num_nonnulls(amount, day) = 1);
