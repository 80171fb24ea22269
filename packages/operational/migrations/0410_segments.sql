-- Saved segments of a report suite (rule SE10). A deleted one is hidden, and reports that name it still work.
create table segment (
  id text primary key,
  rsid text not null references report_suite (rsid),
  name text not null,
  description text not null,
  definition jsonb not null,
  -- A person of headquarters or a key, and the name then.
  owner_id text not null,
  owner_name text not null,
  created_at timestamptz not null,
  modified_at timestamptz not null,
  deleted_at timestamptz
);
create index segment_of_suite on segment (rsid, name, id) where deleted_at is null;

create trigger audit_note_change after insert or update or delete on segment
  for each row execute function audit_note_change('owner_id,owner_name,created_at,modified_at', '');
