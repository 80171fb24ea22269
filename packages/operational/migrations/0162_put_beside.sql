-- The phone, e-mail address and address which a person put beside another one that they made the primary one: what a feed still sends as primary (HC4b).
alter table customer add column put_beside jsonb not null default '{}';
