-- A file by SFTP whose connection was cut is loaded all the same when its `.fin` comes. Until the audit log tells that it was sent (rule SF9), its row says which
-- sending that is, and from where it comes.
alter table sftp_file add column sending uuid, add column address text, add check (sending is null or address is not null);
