-- When somebody came into a book or left it last is found at once, however many stays it has.
create index client_book_stay_added on client_book_stay (legal_entity, client_book_id, added_at);
create index client_book_stay_removed on client_book_stay (legal_entity, client_book_id, removed_at);
