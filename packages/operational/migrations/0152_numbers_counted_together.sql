-- The legal entity whose sequence is used, so that both count together (R63). Null for one that counts on its own.
alter table number_sequence add column counts_with text references legal_entity (code) on delete set null check (counts_with <> legal_entity);
create index number_sequence_by_counts_with on number_sequence (counts_with) where counts_with is not null;
