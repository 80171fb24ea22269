-- A source whose rows give back what orders brought.
alter table data_source drop constraint data_source_type_check;
alter table data_source add constraint data_source_type_check check (type in ('summary', 'transactionid', 'visitorid', 'refund'));
