-- A filter that is a slider has each number in the index, as a list has: the slider ends where they end, and its bars count them (R36).
create or replace function client_book_values(definition jsonb, stored jsonb) returns setof text
language sql immutable as $$
  select distinct case definition #>> '{filter,kind}'
    when 'list' then case when jsonb_typeof(one) = 'object' then one ->> 'amount' else one #>> '{}' end
    when 'slider' then case when jsonb_typeof(one) = 'object' then one ->> 'amount' else one #>> '{}' end
    when 'date' then case when jsonb_typeof(one) = 'string' then right(one #>> '{}', 5) end
    when 'range' then case when client_book_number(one) is not null then
      (select count(*)::text from jsonb_array_elements(definition #> '{filter,thresholds}') as t(threshold) where threshold::numeric <= client_book_number(one)) end
  end
  from jsonb_array_elements(case when jsonb_typeof(stored) = 'array' then stored else jsonb_build_array(stored) end) as s(one)
  where (definition ->> 'refinable')::boolean and stored is not null
$$;
