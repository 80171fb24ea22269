-- Which properties of customers the POS searches, in their order, and which have a shortcut that searches them alone (CS8). As before: all of them.
alter table legal_entity add column search_criteria jsonb not null default '[{"property": "name", "shortcut": false}, {"property": "phone", "shortcut": false},
  {"property": "email", "shortcut": false}, {"property": "accountNumber", "shortcut": false}, {"property": "address", "shortcut": false}]';

-- Whether a line of a search text that holds one of these properties is like the pattern. Which line holds what, migration 0040 says.
create function customer_line_fits(search_text text, properties text[], pattern text) returns boolean
language sql immutable as $$
  select exists (
    select from (
      select line, coalesce(4 + array_position(line[5:], ''), cardinality(line)) as places
      from (select string_to_array(search_text, chr(10)) as line) whole
    ) lines
    cross join lateral generate_series(2, cardinality(line)) as at(number)
    where line[at.number] like pattern
      and case when at.number = 3 then 'accountNumber' when at.number = 4 then 'phone' when at.number > places then 'address' else 'email' end = any(properties)
  )
$$;
