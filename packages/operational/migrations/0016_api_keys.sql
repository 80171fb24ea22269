-- API keys are made on a screen: for some legal entities (null is all), until a time, with who made them and when they were used last.
alter table api_key
  add legal_entities text[],
  add start text not null default '',
  add expires_at timestamptz,
  add last_used_at timestamptz,
  add made_by text,
  add from_settings boolean not null default false;
update api_key set from_settings = true where name = 'bootstrap';
-- Who could do everything still can.
update hq_user set permissions = permissions || '{apiKey.manage}' where 'organisation.manage' = any (permissions);
update api_key set permissions = permissions || '{apiKey.manage}' where from_settings;
