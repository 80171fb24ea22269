-- Numbers of customers may count by store (R63): the row without a store says how, and each store has a row of its own from its first number on.
alter table number_sequence add column scope text not null default 'legalEntity' check (scope in ('legalEntity', 'store')), add column store text not null default '';
alter table number_reserved add column store text not null default '';
alter table number_reserved drop constraint number_reserved_legal_entity_reference_fkey, drop constraint number_reserved_pkey;
alter table number_sequence drop constraint number_sequence_pkey;
alter table number_sequence add primary key (legal_entity, reference, store);
alter table number_reserved add primary key (legal_entity, reference, store, number),
  add foreign key (legal_entity, reference, store) references number_sequence (legal_entity, reference, store) on delete cascade;

-- What a store's row has is what the sequence says, and how far it is.
drop trigger audit_note_change on number_sequence;
create trigger audit_note_change after insert or update on number_sequence for each row when (new.store = '') execute function audit_note_change('store', '');
create trigger audit_note_removal after delete on number_sequence for each row when (old.store = '') execute function audit_note_change('store', '');
