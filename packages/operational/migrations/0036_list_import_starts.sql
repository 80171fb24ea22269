-- How often work on an import began since it last got on. A file that ends the process again and again is given up after a few times.
alter table list_import add column starts integer not null default 0;
