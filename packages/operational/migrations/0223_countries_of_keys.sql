-- What customers' keys are being made for, from the moment in which that begins: a customer who is written meanwhile gets the same (C5).
alter table customer_derivation add column making_for text;
