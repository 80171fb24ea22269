-- Customers are found by how a word of their name begins, or a line of what else they are found by (CS3, CS6). One row a customer and
-- word or line, in an index from which a search is answered without reading a customer: who fits, in which order, and how many.
-- The index over three letters at a time (migration 0002) had to read each of them, for the page and for the count.
create table customer_term (
  legal_entity text not null,
  -- A word of the name; another line; the last line, behind which no line ends.
  kind text not null check (kind in ('name', 'line', 'last')),
  -- At most 200 signs: no longer text is searched for.
  term text collate "C" not null,
  sort_name text collate "C" not null,
  customer_id uuid not null,
  primary key (legal_entity, kind, term, sort_name, customer_id)
) with (autovacuum_vacuum_insert_scale_factor = 0.02);

-- The terms of a search text, whose first line is the name.
create function customer_terms(search_text text) returns table (kind text, term text)
language sql immutable rows 10 as $$
  select distinct case when at.number = 1 then 'name' when at.number = lines.count then 'last' else 'line' end, left(word.term, 200)
  from (select string_to_array(search_text, chr(10)) as line, cardinality(string_to_array(search_text, chr(10))) as count) lines
  cross join lateral generate_series(1, lines.count) as at(number)
  cross join lateral unnest(case when at.number = 1 then string_to_array(lines.line[1], ' ') else array[lines.line[at.number]] end) as word(term)
  where word.term <> ''
$$;

insert into customer_term (legal_entity, kind, term, sort_name, customer_id)
select c.legal_entity, t.kind, t.term, c.sort_name, c.id from customer c cross join lateral customer_terms(c.search_text) t;

create function customer_terms_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if not exists (
      select from before o join after n on n.id = o.id
      where (n.legal_entity, n.sort_name, n.search_text) is distinct from (o.legal_entity, o.sort_name, o.search_text)
    ) then
      return null;
    end if;
    delete from customer_term k
    using before o join after n on n.id = o.id cross join lateral customer_terms(o.search_text) t
    where (n.legal_entity, n.sort_name, n.search_text) is distinct from (o.legal_entity, o.sort_name, o.search_text)
      and (k.legal_entity, k.kind, k.term, k.sort_name, k.customer_id) = (o.legal_entity, t.kind, t.term, o.sort_name, o.id);
    insert into customer_term (legal_entity, kind, term, sort_name, customer_id)
    select n.legal_entity, t.kind, t.term, n.sort_name, n.id
    from before o join after n on n.id = o.id cross join lateral customer_terms(n.search_text) t
    where (n.legal_entity, n.sort_name, n.search_text) is distinct from (o.legal_entity, o.sort_name, o.search_text);
  elsif tg_op = 'INSERT' then
    insert into customer_term (legal_entity, kind, term, sort_name, customer_id)
    select n.legal_entity, t.kind, t.term, n.sort_name, n.id from after n cross join lateral customer_terms(n.search_text) t;
  else
    delete from customer_term k
    using before o cross join lateral customer_terms(o.search_text) t
    where (k.legal_entity, k.kind, k.term, k.sort_name, k.customer_id) = (o.legal_entity, t.kind, t.term, o.sort_name, o.id);
  end if;
  return null;
end $$;
create trigger customer_terms_added after insert on customer referencing new table as after for each statement execute function customer_terms_kept();
create trigger customer_terms_removed after delete on customer referencing old table as before for each statement execute function customer_terms_kept();
create trigger customer_terms_changed after update on customer referencing old table as before new table as after for each statement execute function customer_terms_kept();

-- Nothing looks for how a phone field begins: a number may stand anywhere in it.
drop index customer_phone;
