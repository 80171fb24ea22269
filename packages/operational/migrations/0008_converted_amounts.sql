-- How far amounts are converted, by the range that brought them; and a conversion that was begun, with the rate it is done by.
alter table currency_rate
  add column converted_to bigint not null default 0,
  add column converting_to bigint,
  add column converting_rate numeric;
-- The currency that the first amount settled (CY4). Null for a suite that holds none, and for one that held some before this was kept.
alter table report_suite add column settled_currency text;
