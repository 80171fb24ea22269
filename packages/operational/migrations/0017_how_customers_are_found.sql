-- Phone numbers and names go by country: the customer's own, their store's, or the legal entity's. ISO 3166, two letters.
alter table legal_entity
  add column country text,
  -- Other legal entities with the same report suite give the same customer the same account number.
  add column common_account_numbers boolean not null default false;
alter table store add column country text;

-- The numbers of the phone field as they are dialled: [{"written", "e164", "extension"}].
alter table customer add column phone_numbers jsonb not null default '[]';

-- By which rules and countries the columns were made that customers are found and sorted by. Where it says something else than
-- now, or nothing, they are made again beside the requests.
create table customer_derivation (
  legal_entity text primary key references legal_entity,
  made_for text not null
);
