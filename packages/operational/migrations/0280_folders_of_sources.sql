-- Files also come by the folder of their data source (rules FO).
alter table upload
  add column came_by text not null default 'http' check (came_by in ('http', 'folder')),
  -- The name, the inode and the .fin of the file in the folder, until both are removed there. So a file is taken once, whenever the server ends (FO6).
  add column taken jsonb;
create index upload_taken on upload (id) where taken is not null;
