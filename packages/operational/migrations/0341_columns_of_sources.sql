-- What a source's files hold, as its creator chose: friendly names and the headers under which they are read. The template is made of it (FF4, FU19).
alter table data_source add column columns jsonb not null default '[]'::jsonb;
