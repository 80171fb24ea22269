-- The index of client books holds the values of each filter as stores have it published (PB6), so that a change at headquarters changes no count at a
-- register before it is published, and stores that have different snapshots each find their own.

-- What the index needs to know of a refinable attribute; null for one that is no filter.
create function client_book_filter_of(definition jsonb) returns jsonb
language sql immutable as $$
  select jsonb_build_object('refinable', true, 'filter', jsonb_build_object('kind', definition #> '{filter,kind}', 'thresholds', definition #> '{filter,thresholds}'))
  where (definition ->> 'refinable')::boolean and definition #>> '{filter,kind}' is not null
$$;

-- The name under which the index holds the values of an attribute by that filter.
create function client_book_filter_key(attribute text, definition jsonb) returns text
language sql immutable as $$
  select attribute || ' ' || md5(client_book_filter_of(definition)::text)
$$;

create table client_book_filter (
  legal_entity text not null references legal_entity (code) on delete cascade,
  key text collate "C" not null,
  attribute text collate "C" not null,
  definition jsonb not null,
  -- Since when no store shows it. A request that began before still reads it, so it goes some minutes later.
  unused_since timestamptz,
  primary key (legal_entity, key)
);

drop trigger attribute_changed on attribute;
drop function attribute_indexed();
drop function client_book_index(text, text);

-- The index of a legal entity's books as it should be, from the books alone: of one filter, or of all when null.
create function client_book_index(entity text, of_filter text)
returns table (client_book_id text, attribute text, value text, block integer, clients bit varying)
language sql stable as $$
  select e.client_book_id, v.attribute, v.value, e.number / 8192,
    substring(bit_or(set_bit(0::bit(8192), e.number % 8192, 1)) for max(e.number % 8192) + 1)::bit varying
  from client_book_entry e
  join customer c on c.id = e.customer_id
  cross join lateral (
    select '' as attribute, '' as value where of_filter is null
    union all
    select f.key, i.value
    from client_book_filter f cross join lateral client_book_values(f.definition, c.attributes -> f.attribute) as i(value)
    where f.legal_entity = e.legal_entity and (of_filter is null or f.key = of_filter) and i.value is not null
  ) v
  where e.legal_entity = entity
  group by e.client_book_id, v.attribute, v.value, e.number / 8192
$$;

-- As before, with filters in place of attributes.
create or replace function client_book_entry_indexed() returns trigger language plpgsql as $$
declare bits client_book_bit[];
begin
  perform pg_advisory_xact_lock_shared(70211, hashtext(entity)) from (select distinct legal_entity as entity from changed order by 1) l;
  perform 1 from customer where id in (select customer_id from changed) order by id for share;
  perform 1 from client_book b where (b.legal_entity, b.id) in (select legal_entity, client_book_id from changed) order by b.legal_entity, b.id for no key update;
  select array_agg((e.legal_entity, e.client_book_id, e.number, v.attribute, v.value, tg_op = 'INSERT')::client_book_bit) into bits
  from changed e join customer c on c.id = e.customer_id
  cross join lateral (
    select '' as attribute, '' as value
    union all
    select f.key, i.value
    from client_book_filter f cross join lateral client_book_values(f.definition, c.attributes -> f.attribute) as i(value)
    where f.legal_entity = e.legal_entity and i.value is not null
  ) v;
  if bits is not null then call client_book_write(bits); end if;
  return null;
end $$;

create or replace function customer_indexed() returns trigger language plpgsql as $$
declare bits client_book_bit[];
begin
  if not exists (
    select from before o join after n on n.id = o.id join client_book_entry e on e.legal_entity = n.legal_entity and e.customer_id = n.id
    where n.attributes is distinct from o.attributes
  ) then
    return null;
  end if;
  perform pg_advisory_xact_lock_shared(70211, hashtext(entity)) from (select distinct legal_entity as entity from after order by 1) l;
  perform 1 from client_book b
  where (b.legal_entity, b.id) in (
    select e.legal_entity, e.client_book_id
    from before o join after n on n.id = o.id join client_book_entry e on e.legal_entity = n.legal_entity and e.customer_id = n.id
    where n.attributes is distinct from o.attributes
  )
  order by b.legal_entity, b.id for no key update;
  select array_agg((e.legal_entity, e.client_book_id, e.number, v.attribute, v.value, v.present)::client_book_bit) into bits
  from before o join after n on n.id = o.id join client_book_entry e on e.legal_entity = n.legal_entity and e.customer_id = n.id
  cross join lateral (
    select f.key as attribute, i.value, i.present
    from client_book_filter f cross join lateral (
      (select value, false as present from client_book_values(f.definition, o.attributes -> f.attribute) as was(value) where value is not null
       except all select value, false from client_book_values(f.definition, n.attributes -> f.attribute) as now(value))
      union all
      (select value, true from client_book_values(f.definition, n.attributes -> f.attribute) as now(value) where value is not null
       except all select value, true from client_book_values(f.definition, o.attributes -> f.attribute) as was(value))
    ) i
    where f.legal_entity = e.legal_entity and (o.attributes -> f.attribute) is distinct from (n.attributes -> f.attribute)
  ) v
  where n.attributes is distinct from o.attributes;
  if bits is not null then call client_book_write(bits); end if;
  return null;
end $$;

-- The index of a filter comes and goes with it. The lock holds back whoever changes books and customers of the legal entity meanwhile.
create function client_book_filter_indexed() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    perform pg_advisory_xact_lock(70211, hashtext(old.legal_entity));
    delete from client_book_value where legal_entity = old.legal_entity and attribute = old.key;
  else
    perform pg_advisory_xact_lock(70211, hashtext(new.legal_entity));
    insert into client_book_value (legal_entity, client_book_id, attribute, value, block, clients)
    select new.legal_entity, i.client_book_id, i.attribute, i.value, i.block, i.clients from client_book_index(new.legal_entity, new.key) i;
  end if;
  return null;
end $$;
create trigger client_book_filter_changed after insert or delete on client_book_filter for each row execute function client_book_filter_indexed();

-- The filters of a legal entity: those of the snapshots that its stores show.
create function client_book_filters_shown(entity text) returns table (key text, attribute text, definition jsonb)
language sql stable as $$
  select distinct client_book_filter_key(a.code, a.definition), a.code, client_book_filter_of(a.definition)
  from (
    select distinct n.sections ->> 'attributes' as hash from store_publication p
    join store_snapshot n on n.legal_entity = p.legal_entity and n.store = p.store and n.number = p.current
    where p.legal_entity = entity
  ) shown
  join published_section s on s.legal_entity = entity and s.hash = shown.hash
  cross join lateral jsonb_each(s.content) as a(code, definition)
  where client_book_filter_of(a.definition) is not null
$$;

create function store_publication_shown() returns trigger language plpgsql as $$
declare entity text;
begin
  for entity in select distinct legal_entity from changed order by 1 loop
    -- The lock comes first, so that of two who publish, the second sees what the first one showed.
    perform pg_advisory_xact_lock(70213, hashtext(entity));
    insert into client_book_filter (legal_entity, key, attribute, definition)
    select entity, w.key, w.attribute, w.definition from client_book_filters_shown(entity) w order by w.key
    on conflict (legal_entity, key) do nothing;
    update client_book_filter f set unused_since = case when f.unused_since is null then now() end
    where f.legal_entity = entity and (f.unused_since is null) is distinct from (f.key in (select w.key from client_book_filters_shown(entity) w));
    delete from client_book_filter f where f.legal_entity = entity and f.unused_since < now() - interval '10 minutes';
  end loop;
  return null;
end $$;
create trigger store_publication_added after insert on store_publication referencing new table as changed for each statement execute function store_publication_shown();
create trigger store_publication_changed after update on store_publication referencing new table as changed for each statement execute function store_publication_shown();

-- Filters of before were those of headquarters; they come again with what stores show, at the latest when the server publishes what there is at its next start.
delete from client_book_value where attribute <> '';
insert into client_book_filter (legal_entity, key, attribute, definition)
select l.code, w.key, w.attribute, w.definition from legal_entity l cross join lateral client_book_filters_shown(l.code) w;
