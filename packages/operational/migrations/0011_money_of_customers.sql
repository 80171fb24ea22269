-- Money of a customer is an exact decimal with its currency: {"amount": "12.5", "currency": "EUR"}.
create function client_book_number(stored jsonb) returns numeric
language sql immutable as $$
  select case jsonb_typeof(stored) when 'number' then stored::numeric when 'object' then (stored ->> 'amount')::numeric end
$$;

create or replace function client_book_values(definition jsonb, stored jsonb) returns setof text
language sql immutable as $$
  select distinct case definition #>> '{filter,kind}'
    when 'list' then case when jsonb_typeof(one) = 'object' then one ->> 'amount' else one #>> '{}' end
    when 'date' then case when jsonb_typeof(one) = 'string' then right(one #>> '{}', 5) end
    when 'range' then case when client_book_number(one) is not null then
      (select count(*)::text from jsonb_array_elements(definition #> '{filter,thresholds}') as t(threshold) where threshold::numeric <= client_book_number(one)) end
  end
  from jsonb_array_elements(case when jsonb_typeof(stored) = 'array' then stored else jsonb_build_array(stored) end) as s(one)
  where (definition ->> 'refinable')::boolean and stored is not null
$$;

update customer c set attributes = c.attributes || m.money
from (
  select c.id, jsonb_object_agg(a.code, jsonb_build_object('amount', trim_scale((c.attributes ->> a.code)::numeric)::text, 'currency', l.currency)) as money
  from customer c
  join legal_entity l on l.code = c.legal_entity
  join attribute a on a.legal_entity = c.legal_entity and a.definition ->> 'type' = 'currency'
  where jsonb_typeof(c.attributes -> a.code) = 'number'
  group by c.id
) m
where m.id = c.id;
