-- What associates did about the reasons on their Today (rules TD3 to TD5). `occurrence` names the occasion: a later visit or the next birthday is another one.
create table today_mark (
  legal_entity text not null references legal_entity,
  customer_id uuid not null references customer on delete cascade,
  reason text not null,
  occurrence text not null,
  worker_id uuid not null references worker on delete cascade,
  state text not null,
  -- The first day on which it shows again. Only of snoozed ones.
  until date,
  marked_at timestamptz not null,
  primary key (legal_entity, customer_id, reason, occurrence, worker_id)
);
create index today_mark_by_worker on today_mark (worker_id);
create index today_mark_by_customer on today_mark (customer_id);

-- When somebody looked at their Today last, and the time before that. What came after `before_at` is new to them.
create table today_look (
  worker_id uuid primary key references worker on delete cascade,
  looked_at timestamptz not null,
  before_at timestamptz
);
