-- A book's list is sorted by the last contact and by the next date of each client (rule R12b). Both stand beside the client in the book, as the name does,
-- so that a list reads one table. A date is kept as its day of the year, because how far away it is depends on the day of the asker.

-- When somebody last wrote about a customer, or did something with them.
create function customer_last_contact(entity text, customer uuid) returns timestamptz
language sql stable as $$
  select greatest(
    (select max(written_at) from note where legal_entity = entity and customer_id = customer),
    (select max(happened_at) from activity where legal_entity = entity and customer_id = customer)
  )
$$;

-- The day of the year of each attribute that ends in one, as a number of month and day: 3 December is 1203. Which of them are dates is the asker's to say.
create function customer_days(attributes jsonb) returns jsonb
language sql immutable as $$
  select coalesce(jsonb_object_agg(code, (left(day, 2) || right(day, 2))::integer), '{}')
  from (
    select a.code, right(a.value #>> '{}', 5) as day from jsonb_each(attributes) as a(code, value) where jsonb_typeof(a.value) = 'string'
  ) ends
  where day ~ '^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
$$;

alter table client_book_entry add column last_contact_at timestamptz, add column days jsonb not null default '{}';
update client_book_entry e set last_contact_at = customer_last_contact(e.legal_entity, e.customer_id), days = customer_days(c.attributes)
from customer c
where c.id = e.customer_id;

drop index client_book_entry_page;
create index client_book_entry_page on client_book_entry (legal_entity, client_book_id, sort_name, customer_id) include (number, last_contact_at);

-- Whatever changes one of these locks the customer first, so that of two at once the second sees what the first one wrote.
create function client_book_entry_sorted() returns trigger language plpgsql as $$
begin
  perform from customer where id = new.customer_id for no key update;
  new.last_contact_at := customer_last_contact(new.legal_entity, new.customer_id);
  new.days := (select customer_days(c.attributes) from customer c where c.id = new.customer_id);
  return new;
end $$;
create trigger client_book_entry_sorted before insert on client_book_entry for each row execute function client_book_entry_sorted();

create function customer_contacted() returns trigger language plpgsql as $$
begin
  perform from customer where id in (select customer_id from changed) order by id for no key update;
  update client_book_entry e set last_contact_at = n.last_at
  from (
    select legal_entity, customer_id, customer_last_contact(legal_entity, customer_id) as last_at
    from (select distinct legal_entity, customer_id from changed) once
  ) n
  where e.legal_entity = n.legal_entity and e.customer_id = n.customer_id and e.last_contact_at is distinct from n.last_at;
  return null;
end $$;
create trigger note_added after insert on note referencing new table as changed for each statement execute function customer_contacted();
create trigger note_removed after delete on note referencing old table as changed for each statement execute function customer_contacted();
create trigger note_was after update on note referencing old table as changed for each statement execute function customer_contacted();
create trigger note_is after update on note referencing new table as changed for each statement execute function customer_contacted();
create trigger activity_added after insert on activity referencing new table as changed for each statement execute function customer_contacted();
create trigger activity_removed after delete on activity referencing old table as changed for each statement execute function customer_contacted();
create trigger activity_was after update on activity referencing old table as changed for each statement execute function customer_contacted();
create trigger activity_is after update on activity referencing new table as changed for each statement execute function customer_contacted();

create function customer_days_kept() returns trigger language plpgsql as $$
begin
  update client_book_entry e set days = customer_days(n.attributes)
  from before o join after n on n.id = o.id
  where n.attributes is distinct from o.attributes and e.legal_entity = n.legal_entity and e.customer_id = n.id
    and e.days is distinct from customer_days(n.attributes);
  return null;
end $$;
create trigger customer_days_changed after update on customer referencing old table as before new table as after
for each statement execute function customer_days_kept();
