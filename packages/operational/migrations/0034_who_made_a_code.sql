-- Who made the code of a register, so that the audit log can say by whose code a device was activated (SI12). Codes of before have nobody to name; they held a
-- day at most, and a new one is made on the register's page.
alter table register_activation add column code_by_kind text, add column code_by_id text;
update register_activation set code_hash = null, code_expires_at = null where code_hash is not null;
alter table register_activation add constraint register_activation_code_has_maker check ((code_hash is null) = (code_by_id is null) and (code_by_id is null) = (code_by_kind is null));
