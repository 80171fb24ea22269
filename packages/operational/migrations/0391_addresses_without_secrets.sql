-- An address to which something is sent, without what may be a secret in it: user info, the parts of its path, and the values of its query (rule NO13).
create function address_without_secrets(address text) returns text language sql immutable strict as $$
  select coalesce((
    select parts[1] || '//' || parts[3] || regexp_replace(parts[4], '[^/\\]+', '***', 'g')
      || case when parts[5] is null then '' else '?' || (
        select string_agg(case when position('=' in pair) > 0 then split_part(pair, '=', 1) || '=***' else '***' end, '&' order by place)
        from regexp_split_to_table(substr(parts[5], 2), '&') with ordinality as pairs(pair, place)) end
    from (select regexp_match(address, '^([A-Za-z][A-Za-z0-9+.-]*:)//([^/?#\\]*@)?([^/?#@\\]*)([^?#]*)(\?[^#]*)?(#.*)?$') as parts) as found
    where parts is not null
  ), '***')
$$;
-- The audit log has this of a webhook's address, and that the address was set anew.
alter table webhook add column shown_url text generated always as (address_without_secrets(url)) stored;
drop trigger audit_note_change on webhook;
create trigger audit_note_change after insert or update or delete on webhook
  for each row execute function audit_note_change('old_secret,old_until,failing_since,state_since,created_at', 'secret,url');
