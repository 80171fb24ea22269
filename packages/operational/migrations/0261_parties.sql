-- Legal entities may share their customers (CS5): the same person is then one party, with at most one account in each of them.
alter table legal_entity add column shares_customers boolean not null default false;
-- The party of a customer whose account was made from one of another legal entity: the id of the party's first account. Null: the customer's own id.
alter table customer add column party_id uuid;
create unique index customer_party on customer (legal_entity, party_id) where party_id is not null;
create index customer_of_party on customer (party_id) where party_id is not null;
