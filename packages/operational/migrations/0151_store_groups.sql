-- Groups of stores, by which schedules and runs name them (R78). What is in a paused group gets nothing unless a run names the store itself (R85).
create table store_group (
  legal_entity text not null references legal_entity (code) on delete cascade,
  code text not null,
  name text not null,
  paused boolean not null,
  version integer not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text,
  primary key (legal_entity, code)
);
create table store_group_member (
  legal_entity text not null,
  store_group text not null,
  store text not null,
  primary key (legal_entity, store_group, store),
  foreign key (legal_entity, store_group) references store_group (legal_entity, code) on delete cascade,
  foreign key (legal_entity, store) references store (legal_entity, number) on delete cascade
);
create index store_group_member_by_store on store_group_member (legal_entity, store);

-- Beside `stores`; null for none.
alter table distribution_schedule add column groups text[];

-- After how many days everything is sent again, never by time alone when 0 (R84).
alter table distribution_settings add column full_days integer not null default 0 check (full_days between 0 and 365);
-- True for a package with everything that its jobs carry, not just what differs.
alter table distribution_session add column whole boolean not null default false;
update distribution_session s set whole = r.whole from distribution_run r where r.number = s.run and r.whole;

-- When a store was given all of a section last.
create table store_section_whole (
  legal_entity text not null,
  store text not null,
  section text not null,
  at timestamptz not null,
  primary key (legal_entity, store, section),
  foreign key (legal_entity, store) references store (legal_entity, number) on delete cascade
);
