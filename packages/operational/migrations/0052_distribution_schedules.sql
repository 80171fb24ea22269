-- When jobs run by themselves (R78).
create table distribution_schedule (
  number bigint primary key generated always as identity,
  legal_entity text not null references legal_entity (code) on delete cascade,
  name text not null,
  jobs integer[] not null,
  -- Null for all stores.
  stores text[],
  -- Everything that the jobs carry, not just what differs.
  whole boolean not null,
  -- As the clock shows it in the time zone.
  starts_at text not null,
  time_zone text not null,
  recurrence text not null check (recurrence in ('none', 'hourly', 'daily', 'weekly')),
  paused boolean not null,
  -- Null when it does not run again.
  next_at timestamptz,
  made_by text,
  last_run bigint references distribution_run on delete set null,
  -- The code of the reason why its last run was refused.
  refused text,
  check (not whole or recurrence = 'none')
);
create index distribution_schedule_due on distribution_schedule (next_at) where next_at is not null and not paused;
