-- Since when a customer is in a book, and in which books they were before. Removing an entry forgot both.
create table client_book_stay (
  id bigint generated always as identity primary key,
  legal_entity text not null,
  customer_id uuid not null references customer on delete cascade,
  client_book_id text not null,
  -- Whose book it was when they came.
  worker_id uuid not null references worker,
  added_at timestamptz not null,
  -- Null while they are in it.
  removed_at timestamptz,
  foreign key (legal_entity, client_book_id) references client_book
);
create index client_book_stay_of_customer on client_book_stay (legal_entity, customer_id, id desc);
create unique index client_book_stay_now on client_book_stay (legal_entity, customer_id) where removed_at is null;

insert into client_book_stay (legal_entity, customer_id, client_book_id, worker_id, added_at)
select e.legal_entity, e.customer_id, e.client_book_id, b.worker_id, e.added_at
from client_book_entry e join client_book b on b.legal_entity = e.legal_entity and b.id = e.client_book_id
order by e.added_at, e.customer_id;

-- Whoever adds or removes a client, by whatever way, it is kept.
create function client_book_stay_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into client_book_stay (legal_entity, customer_id, client_book_id, worker_id, added_at)
    select n.legal_entity, n.customer_id, n.client_book_id, b.worker_id, n.added_at
    from changed n join client_book b on b.legal_entity = n.legal_entity and b.id = n.client_book_id;
  else
    update client_book_stay s set removed_at = now()
    from changed o where s.legal_entity = o.legal_entity and s.customer_id = o.customer_id and s.removed_at is null;
  end if;
  return null;
end $$;
create trigger client_book_stay_begins after insert on client_book_entry referencing new table as changed for each statement execute function client_book_stay_kept();
create trigger client_book_stay_ends after delete on client_book_entry referencing old table as changed for each statement execute function client_book_stay_kept();
