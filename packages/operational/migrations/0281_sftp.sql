-- Sending files by SFTP (rules SF): a login for each data source, with a password or public keys.
create table sftp_access (
  data_source_id integer primary key references data_source (id),
  -- SHA-256. The password is made by the server, long and random, so a fast hash is enough.
  password_hash bytea,
  password_made_at timestamptz,
  -- The last sign-in, or when it was woken: a login that is not used falls asleep (SF5).
  used_at timestamptz not null,
  -- Counts what took a way in away: what is open since before then may begin nothing more (SF7).
  version integer not null default 1
);
create table sftp_key (
  id integer generated always as identity primary key,
  data_source_id integer not null references data_source (id),
  name text not null,
  algorithm text not null,
  fingerprint text not null,
  public_key bytea not null,
  added_at timestamptz not null,
  unique (data_source_id, fingerprint)
);

create trigger audit_note_change after insert or update or delete on sftp_access
  for each row execute function audit_note_change('password_made_at,version', 'password_hash');
create trigger audit_note_change after insert or update or delete on sftp_key
  for each row execute function audit_note_change('id,algorithm,public_key,added_at', '');
