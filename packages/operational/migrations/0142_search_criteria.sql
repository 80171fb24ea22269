-- Which properties of customers the POS searches, in their order, and which have a shortcut that searches them alone (CS8). As before: all of them.
alter table legal_entity add column search_criteria jsonb not null default '[{"property": "name", "shortcut": false}, {"property": "phone", "shortcut": false},
  {"property": "email", "shortcut": false}, {"property": "accountNumber", "shortcut": false}, {"property": "address", "shortcut": false}]';
