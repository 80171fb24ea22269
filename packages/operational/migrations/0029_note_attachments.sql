-- Headquarters writes notes too. Such a note has no worker; one that a key sent has no person either.
alter table note
  alter worker_id drop not null,
  add hq_user_id uuid references hq_user on delete set null,
  add constraint note_has_one_author check (worker_id is null or hq_user_id is null);

-- A file of a note. It lies on disk under the name `file`, and is durable there before its row is.
create table note_attachment (
  id uuid primary key,
  note_id uuid not null references note on delete cascade,
  file uuid not null unique,
  name text not null,
  bytes bigint not null,
  hash bytea not null,
  added_at timestamptz(3) not null
);
create index note_attachment_by_note on note_attachment (note_id);
