-- A link to choose a password may be mailed (AC12). It is made when the mail is sent, so that no link ever waits in the database.
alter table hq_user
  add column mail_link_hash bytea unique,
  add column mail_state text check (mail_state in ('waiting', 'sent', 'failed')),
  add column mail_at timestamptz;
