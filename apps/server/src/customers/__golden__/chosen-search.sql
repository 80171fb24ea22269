with marked as (
      (select B'100' as mark, customer_id, sort_name from customer_term where legal_entity = $1 and kind = 'name' and term like $2 limit $3) union all
      (select B'010' as mark, customer_id, sort_name from customer_term where legal_entity = $4 and kind in ('line') and term like $5 and (kind <> 'line' or exists (
        select from customer c where c.id = customer_term.customer_id and (split_part(c.search_text, chr(10), 2) like $6 or c.other_emails <> '[]' and c.search_text ~ $7)
      )) limit $8) union all
      (select B'001' as mark, customer_id, sort_name from customer_term where legal_entity = $9 and kind = 'line' and term = $10 and (kind <> 'line' or exists (
        select from customer c where c.id = customer_term.customer_id and (split_part(c.search_text, chr(10), 2) like $11 or c.other_emails <> '[]' and c.search_text ~ $12)
      )) limit $13)
    ),
    counted as materialized (select array[count(*) filter (where mark = B'100'), count(*) filter (where mark = B'010'), count(*) filter (where mark = B'001')]::integer[] as customers from marked),
    marks as (select customer_id, sort_name, bit_or(mark) as mark from marked where $14::integer >= all((select customers from counted)::integer[]) group by customer_id, sort_name),
    found as materialized (
      select m.customer_id, m.sort_name, (((get_bit(m.mark, 0) = 1)) or get_bit(m.mark, 1) = 1) as fits_all, case when get_bit(m.mark, 2) = 1 then 100 else (get_bit(m.mark, 0) = 1)::int end as fit
      from marks m where ((get_bit(m.mark, 0) = 1) or get_bit(m.mark, 1) = 1)
    ),
    -- In the order of the index that is looked in: of thousands, neighbours are found in half of the time.
    fitting as materialized (select * from (select * from found f where f.fits_all order by f.customer_id offset 0) f where true),
    first as materialized (select * from fitting f where true order by f.fits_all desc, f.fit desc, f.sort_name, f.customer_id limit $15),
    -- Customers who match only a part are checked for the store in their order, only until the page is full.
    rest as (
      select * from (select * from found f where not f.fits_all and true order by f.fits_all desc, f.fit desc, f.sort_name, f.customer_id offset 0) f
      where true limit $16 - (select count(*) from first)
    )
    select (select count(*)::int from fitting) as matching, (select customers from counted) as counts, f.fits_all, f.fit, f.sort_name,
      c.id, c.account_number, c.first_name, c.last_name, c.phone, c.phone_numbers, c.other_phones, c.email, c.other_emails,
      c.street, c.postal_code, c.city, c.region, c.country, c.other_addresses, w.operator_id as owner_operator_id, w.name as owner_name
    from (select) as always
    left join ((select * from first union all select * from rest) f join customer c on c.id = f.customer_id and c.legal_entity = $17) on true
    left join lateral (
      select n.legal_entity, n.customer_id, n.client_book_id from client_book_entry n
      where n.legal_entity = c.legal_entity and n.customer_id = c.id order by n.place limit 1
    ) e on true
    left join client_book b on b.legal_entity = e.legal_entity and b.id = e.client_book_id
    left join worker w on w.id = b.worker_id
    order by f.fits_all desc, f.fit desc, f.sort_name, f.customer_id
