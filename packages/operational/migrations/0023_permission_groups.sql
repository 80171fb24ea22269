-- A permission group gives its workers their operations; what one of them holds besides, or does not hold after all, stands with the worker.
create table permission_group (
  legal_entity text not null references legal_entity (code),
  code text not null,
  name text not null,
  operations integer[] not null default '{}',
  active boolean not null default true,
  version integer not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text,
  primary key (legal_entity, code)
);
alter table worker add column permission_group text, add column withheld integer[] not null default '{}',
  add foreign key (legal_entity, permission_group) references permission_group (legal_entity, code);
