-- A legal entity that nothing uses is deleted with its own settings and counters.
alter table attribute_group drop constraint attribute_group_legal_entity_fkey,
  add constraint attribute_group_legal_entity_fkey foreign key (legal_entity) references legal_entity (code) on delete cascade;
alter table number_sequence drop constraint number_sequence_legal_entity_fkey,
  add constraint number_sequence_legal_entity_fkey foreign key (legal_entity) references legal_entity (code) on delete cascade;
alter table customer_derivation drop constraint customer_derivation_legal_entity_fkey,
  add constraint customer_derivation_legal_entity_fkey foreign key (legal_entity) references legal_entity (code) on delete cascade;
alter table measure_refresh drop constraint measure_refresh_legal_entity_fkey,
  add constraint measure_refresh_legal_entity_fkey foreign key (legal_entity) references legal_entity (code) on delete cascade;
alter table measure_value drop constraint measure_value_legal_entity_fkey,
  add constraint measure_value_legal_entity_fkey foreign key (legal_entity) references legal_entity (code) on delete cascade;
