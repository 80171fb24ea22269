-- What feature managers write about a feature, for others who see the list. A text that was taken away stays as an empty one, so that its versions go on.
create table feature_comment (
  feature text primary key,
  text text not null,
  version integer not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text
);
