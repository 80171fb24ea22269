-- Handing over a whole book answers what its receivers asked for. Undone, those requests are open again (TD7).
alter table client_request add column leave_id uuid references client_book_leave on delete set null;
create index client_request_of_leave on client_request (leave_id);
