-- Where notifications of a report suite are sent as signed requests (rules NO8 to NO12).
create table webhook (
  id uuid primary key,
  rsid text not null references report_suite (rsid),
  name text not null,
  url text not null,
  kinds text[] not null,
  -- As it came, because it signs. The one before is valid until `old_until`.
  secret bytea not null,
  old_secret bytea,
  old_until timestamptz,
  -- `gone`: it answered 410. `failing`: it took nothing for days.
  state text not null check (state in ('on', 'off', 'gone', 'failing')),
  -- Since when it takes nothing; null while it does.
  failing_since timestamptz,
  state_since timestamptz not null,
  created_at timestamptz not null
);
create index webhook_of_suite on webhook (rsid, created_at, id);

-- Of a request: to which webhook. `address` is its address then, which stays when the webhook is deleted.
alter table notification_delivery add column webhook_id uuid references webhook (id) on delete set null;
create index notification_delivery_of_webhook on notification_delivery (webhook_id) where webhook_id is not null;

create trigger audit_note_change after insert or update or delete on webhook
  for each row execute function audit_note_change('old_secret,old_until,failing_since,state_since,created_at', 'secret');
