-- A worker whose password somebody else knows has to choose one of their own before anything else (SI8).
alter table worker add column must_change_password boolean not null default false;
