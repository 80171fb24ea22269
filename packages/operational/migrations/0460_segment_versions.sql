-- Of two who change one segment, the later is told (rule SE14). `changed_by` is a person's name, null for a key.
alter table segment add column version integer not null default 1, add column changed_by text;
update segment set changed_by = owner_name where owner_id like 'user:%';

drop trigger audit_note_change on segment;
create trigger audit_note_change after insert or update or delete on segment
  for each row execute function audit_note_change('owner_id,owner_name,created_at,modified_at,version,changed_by', '');
