-- Somebody who can be deleted may have handed nobody over.
alter table client_book_leave drop constraint client_book_leave_worker_id_fkey,
  add constraint client_book_leave_worker_id_fkey foreign key (worker_id) references worker on delete cascade;

-- A store that is made again fetches the types anew.
delete from activity_type_fetch f where not exists (select from store s where s.legal_entity = f.legal_entity and s.number = f.store);
alter table activity_type_fetch add constraint activity_type_fetch_store_fkey foreign key (legal_entity, store) references store on delete cascade;
