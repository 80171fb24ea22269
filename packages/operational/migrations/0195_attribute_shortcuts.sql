-- Attributes of the customer attribute group by which the POS searches customers, each alone (CS8), and every attribute that was ever one of them: stores
-- search by what was published to them, which headquarters may have changed since.
alter table legal_entity
  add column search_attributes text[] not null default '{}',
  add column searched_attributes text[] not null default '{}';

alter table customer_term drop constraint customer_term_kind_check;
alter table customer_term add constraint customer_term_kind_check check (kind in ('name', 'line', 'last', 'value'));

-- A line that begins with chr(1) is a value of such an attribute: chr(1), code, chr(1), value. Nothing that people type has this sign. There are none yet.
create or replace function customer_terms(search_text text) returns table (kind text, term text)
language sql immutable rows 10 as $$
  select distinct case when at.number = 1 then 'name' when starts_with(word.term, chr(1)) then 'value'
    when at.number = lines.count or at.number > lines.places then 'last' else 'line' end, left(word.term, 200)
  from (
    select line, cardinality(line) as count, coalesce(4 + array_position(line[5:], ''), cardinality(line)) as places
    from (select string_to_array(search_text, chr(10)) as line) whole
  ) lines
  cross join lateral generate_series(1, lines.count) as at(number)
  cross join lateral unnest(case when at.number = 1 then string_to_array(lines.line[1], ' ') else array[lines.line[at.number]] end) as word(term)
  where word.term <> ''
$$;
