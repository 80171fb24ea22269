-- Types that attributes can be of: their kind of value with its list, bounds and unit (R28c). Attributes keep a copy of it in their definition, which a change of
-- the type changes in the same transaction.
create table attribute_type (
  legal_entity text not null references legal_entity (code) on delete cascade,
  code text not null,
  definition jsonb not null,
  version integer not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text,
  primary key (legal_entity, code)
);
create index attribute_by_type on attribute (legal_entity, (definition ->> 'attributeType')) where definition ? 'attributeType';
create trigger audit_note_change after insert or update or delete on attribute_type
  for each row execute function audit_note_change('version,changed_at,changed_by', '');
