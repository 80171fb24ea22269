-- What a request at headquarters changed of what headquarters sets up, row by row, until the request's entry in the audit log takes it (AU7). The database writes
-- it down itself, in the transaction of the change, so that no change is left out, whatever endpoint or import made it.
create table audit_change (
  id bigint generated always as identity primary key,
  request text not null,
  -- By the database's own clock.
  at timestamptz not null default now(),
  -- The table, and the row as it was and as it is. Columns that are secret say only that they are set.
  source text not null,
  before jsonb,
  after jsonb
);
create index audit_change_by_request on audit_change (request, id);
create index audit_change_by_time on audit_change (at);

-- Arguments: the columns that are left out, and those of which nothing but "set" is written down. Each is a list with commas.
create function audit_note_change() returns trigger language plpgsql as $$
declare
  asking text := nullif(current_setting('rapport.request', true), '');
  omitted text[] := coalesce(string_to_array(tg_argv[0], ','), '{}');
  hidden text[] := coalesce(string_to_array(tg_argv[1], ','), '{}');
  row_before jsonb;
  row_after jsonb;
  secret text;
  was text;
  becomes text;
begin
  if asking is null then return null; end if;
  if tg_op <> 'INSERT' then row_before := to_jsonb(old) - omitted; end if;
  if tg_op <> 'DELETE' then row_after := to_jsonb(new) - omitted; end if;
  foreach secret in array hidden loop
    was := row_before ->> secret;
    becomes := row_after ->> secret;
    if row_before is not null then
      row_before := jsonb_set(row_before, array[secret], case when was is null then 'null' else '"set"' end::jsonb);
    end if;
    if row_after is not null then
      row_after := jsonb_set(row_after, array[secret],
        case when becomes is null then 'null' when was is null or was = becomes then '"set"' else '"set anew"' end::jsonb);
    end if;
  end loop;
  if row_before is not distinct from row_after then return null; end if;
  insert into audit_change (request, source, before, after) values (asking, tg_table_name, row_before, row_after);
  return null;
end $$;

-- Settings of a report suite are a row for each version: what was before is the version before.
create function audit_note_version() returns trigger language plpgsql as $$
declare
  asking text := nullif(current_setting('rapport.request', true), '');
begin
  if asking is null then return null; end if;
  insert into audit_change (request, source, before, after)
  select asking, tg_table_name,
    (select jsonb_build_object('rsid', o.rsid) || o.settings from report_suite_settings o
      where o.rsid = new.rsid and o.version < new.version order by o.version desc limit 1),
    jsonb_build_object('rsid', new.rsid) || new.settings;
  return null;
end $$;

do $$
declare
  noted record;
begin
  for noted in
    select * from (values
      ('access_settings', 'one', ''),
      ('activity_type', 'version,changed_at,changed_by', ''),
      ('address_book', 'version,changed_at,changed_by', ''),
      ('api_key', 'created_at,last_used_at,made_by,from_settings', 'hash'),
      ('attribute', 'version,changed_at,changed_by', ''),
      ('attribute_group', 'version,changed_at,changed_by', ''),
      ('attribute_group_member', '', ''),
      ('currency_rate', 'changed_at,used_at,converted_to,converting_to,converting_rate', ''),
      ('data_source', 'created_at', ''),
      ('distribution_schedule', 'next_at,made_by,last_run,refused', ''),
      ('distribution_settings', '', ''),
      ('feature_comment', 'version,changed_at,changed_by', ''),
      ('feature_state', 'version,changed_at,changed_by', ''),
      ('legal_entity', 'created_at,version,changed_at,changed_by,parameters_version,parameters_changed_at,parameters_changed_by', ''),
      ('number_sequence', '', ''),
      ('permission_group', 'version,changed_at,changed_by', ''),
      ('register', 'version,changed_at,changed_by', ''),
      ('report_suite', 'created_at', 'write_key'),
      ('screen_layout', 'version,changed_at,changed_by', ''),
      ('store', 'version,changed_at,changed_by', ''),
      ('store_address_book', '', ''),
      ('store_group', 'version,changed_at,changed_by', ''),
      ('store_group_member', '', ''),
      ('worker', 'version,changed_at,changed_by,draft_key', 'password_hash'),
      ('worker_address_book', '', '')
    ) as tables (name, omitted, hidden)
  loop
    execute format('create trigger audit_note_change after insert or update or delete on %I for each row execute function audit_note_change(%L, %L)',
      noted.name, noted.omitted, noted.hidden);
  end loop;
end $$;
create trigger audit_note_change after insert on report_suite_settings for each row execute function audit_note_version();
