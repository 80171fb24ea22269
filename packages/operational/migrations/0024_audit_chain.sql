-- The audit log: one entry a request, with everybody and everything it names (AU1), in a chain of hashes that runs over salted digests (AU2).
create table audit_entry (
  id bigint generated always as identity primary key,
  at timestamptz(3) not null,
  legal_entity text,
  action text not null,
  -- The request's id, by which the server's own log knows it too; null for what no request did.
  request text unique,
  endpoint text,
  actor_kind text not null,
  -- These three can be erased, with their salt. Their digest stays.
  actor_id text,
  second_actor_id text,
  address text,
  salt bytea,
  digest bytea not null,
  subjects integer not null
);
create index audit_entry_by_time on audit_entry (at);
create index audit_entry_by_actor on audit_entry (actor_id, id);

-- What an entry names, in order: customers and other things, each with what changed.
create table audit_subject (
  entry bigint not null,
  n integer not null,
  kind text not null,
  -- These two can be erased, with their salt.
  subject_id text,
  changes text,
  salt bytea,
  digest bytea not null,
  primary key (entry, n)
);
create index audit_subject_by_id on audit_subject (subject_id, entry);

-- Entries that are not in the chain yet.
create table audit_pending (entry bigint primary key);

-- Each day has a chain of its own. A day whose seal is set takes no more links; the seals are a chain themselves.
create table audit_day (
  day date primary key,
  entries bigint not null default 0,
  head bytea not null,
  sealed_at timestamptz,
  seal bytea,
  dropped_at timestamptz
);
create table audit_link (
  entry bigint primary key,
  day date not null,
  position bigint not null,
  hash bytea not null,
  unique (day, position)
);

create function audit_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log takes entries and changes none: % of %', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;

-- Deleting takes a day that was dropped.
create function audit_refuse_unless_dropped() returns trigger language plpgsql as $$
declare
  of_entry bigint := (to_jsonb(old) ->> case tg_table_name when 'audit_entry' then 'id' else 'entry' end)::bigint;
begin
  if exists (select from audit_link l join audit_day d on d.day = l.day where l.entry = of_entry and d.dropped_at is not null) then
    return old;
  end if;
  raise exception 'the audit log deletes dropped days only: % of %', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;

create function audit_refuse_unless_linked() returns trigger language plpgsql as $$
begin
  if exists (select from audit_link where entry = old.entry) then
    return old;
  end if;
  raise exception 'an entry waits for the chain until it is in it' using errcode = 'restrict_violation';
end $$;

-- Nothing is linked to a day that is sealed.
create function audit_refuse_when_sealed() returns trigger language plpgsql as $$
begin
  if exists (select from audit_day where day = new.day and sealed_at is null) then
    return new;
  end if;
  raise exception 'the day % is sealed', new.day using errcode = 'restrict_violation';
end $$;

create trigger only_erased before update on audit_entry for each row
  when (not (
    new.salt is null and new.actor_id is null and new.second_actor_id is null and new.address is null
    and (new.id, new.at, new.legal_entity, new.action, new.request, new.endpoint, new.actor_kind, new.digest, new.subjects)
      is not distinct from (old.id, old.at, old.legal_entity, old.action, old.request, old.endpoint, old.actor_kind, old.digest, old.subjects)))
  execute function audit_refuse();
create trigger only_erased before update on audit_subject for each row
  when (not (
    new.salt is null and new.subject_id is null and new.changes is null
    and (new.entry, new.n, new.kind, new.digest) is not distinct from (old.entry, old.n, old.kind, old.digest)))
  execute function audit_refuse();
create trigger never_changed before update on audit_link for each row execute function audit_refuse();
create trigger never_changed before update on audit_pending for each row execute function audit_refuse();
-- A day grows until it is sealed; after that it can only be dropped.
create trigger only_grows before update on audit_day for each row
  when (not (
    new.day = old.day and old.dropped_at is null
    and case
      when old.sealed_at is null then new.entries >= old.entries and new.dropped_at is null and (new.sealed_at is null) = (new.seal is null)
      else (new.entries, new.head, new.sealed_at, new.seal) is not distinct from (old.entries, old.head, old.sealed_at, old.seal)
    end))
  execute function audit_refuse();

create trigger only_dropped before delete on audit_entry for each row execute function audit_refuse_unless_dropped();
create trigger only_dropped before delete on audit_subject for each row execute function audit_refuse_unless_dropped();
create trigger only_dropped before delete on audit_link for each row execute function audit_refuse_unless_dropped();
create trigger only_linked before delete on audit_pending for each row execute function audit_refuse_unless_linked();
create trigger never_deleted before delete on audit_day for each row execute function audit_refuse();
create trigger only_open before insert on audit_link for each row execute function audit_refuse_when_sealed();

create trigger never_emptied before truncate on audit_entry execute function audit_refuse();
create trigger never_emptied before truncate on audit_subject execute function audit_refuse();
create trigger never_emptied before truncate on audit_pending execute function audit_refuse();
create trigger never_emptied before truncate on audit_link execute function audit_refuse();
create trigger never_emptied before truncate on audit_day execute function audit_refuse();

-- What the log has so far: an entry for each row, in the same order, to be linked like any other. `digest.ts` makes the same digests.
insert into audit_entry (at, legal_entity, action, actor_kind, actor_id, salt, digest, subjects)
select at, legal_entity, action, actor_kind, actor_id, salt, sha256(salt || convert_to(octet_length(actor_id) || ':' || actor_id || '--', 'UTF8')), 1
from (select date_trunc('milliseconds', at) as at, legal_entity, action, actor_kind, actor_id, uuid_send(gen_random_uuid()) as salt, id from audit_log) old
order by id;
insert into audit_subject (entry, n, kind, subject_id, salt, digest)
select entry, 1, subject_kind, subject_id, salt, sha256(salt || convert_to(octet_length(subject_id) || ':' || subject_id || '-', 'UTF8'))
from (
  select new.entry, old.subject_kind, old.subject_id, uuid_send(gen_random_uuid()) as salt
  from (select id as entry, row_number() over (order by id) as place from audit_entry) new
  join (select subject_kind, subject_id, row_number() over (order by id) as place from audit_log) old using (place)
) named;
insert into audit_pending select id from audit_entry;
drop table audit_log;
