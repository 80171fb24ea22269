-- By which rate of a day amounts in another currency are converted.
create table currency_rate (
  rsid text not null references report_suite,
  day date not null,
  from_currency text not null,
  to_currency text not null,
  rate numeric not null check (rate > 0),
  changed_at timestamptz not null,
  -- Since when amounts have been converted by it.
  used_at timestamptz,
  primary key (rsid, day, from_currency, to_currency)
);
