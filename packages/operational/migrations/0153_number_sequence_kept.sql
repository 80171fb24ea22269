-- A legal entity with which others count is not deleted: they would get back numbers of their own that were given already (R65, OG3).
alter table number_sequence drop constraint number_sequence_counts_with_fkey;
alter table number_sequence add constraint number_sequence_counts_with_fkey foreign key (counts_with) references legal_entity (code);
