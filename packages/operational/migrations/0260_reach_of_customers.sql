-- How a customer wants to be reached, and by which channels they allow it: for each of which something is known, whether, when they said so and where (HC9).
alter table customer add column preferred_language text not null default '', add column preferred_channel text not null default '', add column consents jsonb not null default '{}';
