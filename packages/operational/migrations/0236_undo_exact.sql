-- How the books of each client stood when an action was done with them, so that it is undone only while they stand so (rule R12c).
alter table client_book_action_client add column standing jsonb;
-- How many clients it moved, also when one of them was erased since.
alter table client_book_action add column clients integer not null default 0, drop column moved_at;
-- What was done with client books to answer a request. Undone, the request is open again (rule TD7).
alter table client_request add column action_id uuid references client_book_action on delete set null;
create index client_request_of_action on client_request (action_id);
