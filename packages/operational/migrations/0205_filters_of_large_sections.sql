-- The attributes of a large legal entity are a section in parts (0175): its filters stand in the parts.
create or replace function client_book_filters_shown(entity text) returns table (key text, attribute text, definition jsonb)
language sql stable as $$
  select distinct client_book_filter_key(a.code, a.definition), a.code, client_book_filter_of(a.definition)
  from (
    select distinct n.sections ->> 'attributes' as hash from store_publication p
    join store_snapshot n on n.legal_entity = p.legal_entity and n.store = p.store and n.number = p.current
    where p.legal_entity = entity
  ) shown
  join published_section whole on whole.legal_entity = entity and whole.hash = shown.hash
  join published_section s on s.legal_entity = entity and s.hash = any(coalesce(whole.parts, array[whole.hash]))
  cross join lateral jsonb_each(s.content) as a(code, definition)
  where client_book_filter_of(a.definition) is not null
$$;
