-- Who is told by mail about a data source (rules NO1 to NO4). The first address stands in `email`, as the documented interface has it.
alter table data_source
  add column mail_also text[] not null default '{}',
  add column mail_language text not null default 'en' check (mail_language in ('en', 'nl')),
  -- Also of files that were loaded without a fault.
  add column mail_loaded boolean not null default false;

-- What was told. A row is written in the transaction of what it tells, together with its deliveries (rule NO5).
create table notification (
  id uuid primary key,
  rsid text not null references report_suite (rsid),
  kind text not null,
  about jsonb not null,
  happened_at timestamptz not null
);
create index notification_of_suite on notification (rsid, happened_at, id);
create index notification_by_age on notification (happened_at);

create table notification_delivery (
  id bigint generated always as identity primary key,
  notification_id uuid not null references notification (id) on delete cascade,
  way text not null check (way in ('mail', 'webhook')),
  -- Of a mail: to whom, and in which language.
  address text,
  language text,
  state text not null check (state in ('waiting', 'sent', 'given_up')),
  tries integer not null default 0,
  -- When it is tried, or who tries it now does so until then.
  next_try_at timestamptz,
  tried_at timestamptz,
  -- What the other server answered last: its number, and a code of ours or of the network.
  answer_status integer,
  answer_code text
);
create index notification_delivery_of on notification_delivery (notification_id);
create index notification_delivery_due on notification_delivery (way, next_try_at) where state = 'waiting';

-- What lasts and was told: it is told again only after it was over (rule NO3).
create table data_source_told (
  data_source_id integer not null references data_source (id),
  condition text not null,
  told_at timestamptz not null,
  primary key (data_source_id, condition)
);
