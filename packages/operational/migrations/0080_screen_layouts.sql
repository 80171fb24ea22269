-- A screen layout says which buttons the screens of the POS have. Stores, registers and workers name one; the worker's comes first, then the register's (R77).
create table screen_layout (
  legal_entity text not null references legal_entity (code),
  code text not null,
  -- {"en", "nl"}
  name jsonb not null,
  start_screen text not null,
  -- [{"kind", "width", "height", "grids": [{"screen", "rows", "columns", "buttons": [{"operation", "text", "row", "column", ...}]}]}]
  sizes jsonb not null,
  version integer not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text,
  primary key (legal_entity, code)
);
alter table store add column screen_layout text, add foreign key (legal_entity, screen_layout) references screen_layout (legal_entity, code);
alter table register add column screen_layout text, add foreign key (legal_entity, screen_layout) references screen_layout (legal_entity, code);
alter table worker add column screen_layout text, add foreign key (legal_entity, screen_layout) references screen_layout (legal_entity, code);
create index store_by_screen_layout on store (legal_entity, screen_layout);
create index register_by_screen_layout on register (legal_entity, screen_layout);
create index worker_by_screen_layout on worker (legal_entity, screen_layout);
