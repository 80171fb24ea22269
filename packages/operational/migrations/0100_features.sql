-- What was decided about features, for the whole installation. A feature without a row is as the product has it.
create table feature_state (
  feature text primary key,
  state text not null check (state in ('on', 'off', 'scheduled')),
  -- Of a scheduled feature: its day, and the moment at which it is on.
  day date,
  since timestamptz,
  version integer not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text
);
