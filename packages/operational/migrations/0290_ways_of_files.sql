-- A file says which way it came: from a screen, by the API, by SFTP, or put into the folder by another program. 'http' stays for files of before, of which only
-- that much is known.
alter table upload drop constraint upload_came_by_check;
alter table upload add constraint upload_came_by_check check (came_by in ('http', 'screen', 'api', 'sftp', 'folder'));

-- The files that senders put into the folders of their sources by SFTP, until they are taken or removed. A file keeps its inode when it is renamed.
create table sftp_file (
  data_source_id integer not null references data_source (id) on delete cascade,
  inode text not null,
  primary key (data_source_id, inode)
);
