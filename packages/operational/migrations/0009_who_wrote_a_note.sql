-- A note keeps the name it was written under, and both times: when it was written and when it arrived.
alter table note
  add author text,
  add received_at timestamptz;
update note set author = worker.name, received_at = note.written_at from worker where worker.id = note.worker_id;
alter table note
  alter author set not null,
  alter received_at set not null,
  alter received_at set default now();
-- The key to what a worker keeps on a device. It leaves the server in that worker's session only.
alter table worker add draft_key bytea not null default uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
-- The settings name one administrator; who was one before has no password any more.
alter table hq_user
  alter password_hash drop not null,
  add from_settings boolean not null default false;
update hq_user set from_settings = true;
