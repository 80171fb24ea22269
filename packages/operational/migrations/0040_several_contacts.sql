-- A customer has several phones, e-mail addresses and addresses. What stood in their columns stays there as the primary one; the others are lists.
alter table customer
  add column phone_kind text not null default '',
  -- [{"kind", "number", "numbers": [{"written", "e164", "extension"}]}]
  add column other_phones jsonb not null default '[]',
  add column email_kind text not null default '',
  -- [{"kind", "address"}]
  add column other_emails jsonb not null default '[]',
  add column street text not null default '',
  add column postal_code text not null default '',
  add column region text not null default '',
  add column address_kind text not null default '',
  -- [{"kind", "street", "postalCode", "city", "region", "country"}]
  add column other_addresses jsonb not null default '[]';

-- The places of a search text stand behind its first empty line after the phones. None of them is looked for as a whole, so each is a last line. A text that
-- was made before has one place, in its last line, and the same terms as before.
create or replace function customer_terms(search_text text) returns table (kind text, term text)
language sql immutable rows 10 as $$
  select distinct case when at.number = 1 then 'name' when at.number = lines.count or at.number > lines.places then 'last' else 'line' end, left(word.term, 200)
  from (
    select line, cardinality(line) as count, coalesce(4 + array_position(line[5:], ''), cardinality(line)) as places
    from (select string_to_array(search_text, chr(10)) as line) whole
  ) lines
  cross join lateral generate_series(1, lines.count) as at(number)
  cross join lateral unnest(case when at.number = 1 then string_to_array(lines.line[1], ' ') else array[lines.line[at.number]] end) as word(term)
  where word.term <> ''
$$;
