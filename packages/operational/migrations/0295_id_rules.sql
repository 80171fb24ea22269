-- How a source's transaction ids are read (rules UL3 to UL5), the changes of it, and the ids that a change gave to rows that waited.
alter table data_source add column id_rule jsonb not null default '{}';

create table id_rule_change (
  id integer primary key generated always as identity,
  data_source_id integer not null references data_source (id),
  rule jsonb not null,
  rule_before jsonb not null,
  waiting boolean not null,
  state text not null check (state in ('applying', 'applied', 'taking_back', 'taken_back')),
  asked_at timestamptz not null,
  -- When the ids to change were written down; after that they are not found anew.
  planned_at timestamptz,
  rows integer not null default 0,
  linked integer not null default 0
);
create index id_rule_change_of_source on id_rule_change (data_source_id, id);
create unique index id_rule_change_one_at_a_time on id_rule_change (data_source_id) where state in ('applying', 'taking_back');

create table id_rule_rename (
  change_id integer not null references id_rule_change (id),
  upload_id integer not null references upload (id),
  from_id text not null,
  to_id text not null,
  primary key (change_id, upload_id, from_id)
);

create trigger audit_note_change after insert or update or delete on id_rule_change
  for each row execute function audit_note_change('id,rule_before,asked_at,planned_at,rows,linked', '');
