-- A device is known to the accounts that have signed in on it, not to the register where they did. What was known by register is not known to any account.
delete from known_device where place like 'pos %';
-- `pos <legal entity> <operator id>`, or `hq <e-mail address>`.
alter table known_device rename column place to account;
