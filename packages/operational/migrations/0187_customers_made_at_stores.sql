-- Which associate made a customer at a register. The device gives the customer's id, so whoever sends the same request again is known to be the same person.
alter table customer add column made_by uuid;
