-- Saved calculated metrics of a report suite (rule CF5). A deleted one is hidden, and reports that name it still work.
create table calculated_metric (
  id text primary key,
  rsid text not null references report_suite (rsid),
  name text not null,
  description text not null,
  type text not null check (type in ('decimal', 'percent', 'currency', 'time')),
  precision integer not null check (precision between 0 and 10),
  polarity text not null check (polarity in ('positive', 'negative')),
  definition jsonb not null,
  -- A person of headquarters or a key, and the name then.
  owner_id text not null,
  owner_name text not null,
  created_at timestamptz not null,
  version integer not null,
  changed_at timestamptz not null,
  -- Null for a program.
  changed_by text,
  deleted_at timestamptz
);
create index calculated_metric_of_suite on calculated_metric (rsid, name, id) where deleted_at is null;

create trigger audit_note_change after insert or update or delete on calculated_metric
  for each row execute function audit_note_change('owner_id,owner_name,created_at,version,changed_at,changed_by', '');
