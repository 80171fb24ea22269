with marked as (
      (select B'10000000' as mark, customer_id, sort_name from customer_term where legal_entity = $1 and kind = 'name' and term like $2 limit $3) union all
      (select B'01000000' as mark, customer_id, sort_name from customer_term where legal_entity = $4 and kind = 'name' and term like $5 limit $6) union all
      (select B'00100000' as mark, customer_id, sort_name from customer_term where legal_entity = $7 and kind = 'name' and term like $8 limit $9) union all
      (select B'00010000' as mark, id as customer_id, sort_name from customer where legal_entity = $10 and search_text like $11 and phone_digits like $12 limit $13) union all
      (select B'00001000' as mark, customer_id, sort_name from customer_term where legal_entity = $14 and kind in ('line', 'last') and term like $15 limit $16) union all
      (select B'00000100' as mark, customer_id, sort_name from customer_term where legal_entity = $17 and kind in ('line', 'last') and term like $18 limit $19) union all
      (select B'00000010' as mark, customer_id, sort_name from customer_term where legal_entity = $20 and kind in ('line', 'last') and term like $21 limit $22) union all
      (select B'00000001' as mark, customer_id, sort_name from customer_term where legal_entity = $23 and kind = 'line' and term = $24 limit $25)
    ),
    counted as materialized (select array[count(*) filter (where mark = B'10000000'), count(*) filter (where mark = B'01000000'), count(*) filter (where mark = B'00100000'), count(*) filter (where mark = B'00010000'), count(*) filter (where mark = B'00001000'), count(*) filter (where mark = B'00000100'), count(*) filter (where mark = B'00000010'), count(*) filter (where mark = B'00000001')]::integer[] as customers from marked),
    marks as (select customer_id, sort_name, bit_or(mark) as mark from marked where $26::integer >= all((select customers from counted)::integer[]) group by customer_id, sort_name),
    found as materialized (
      select m.customer_id, m.sort_name, (((get_bit(m.mark, 0) = 1) and (get_bit(m.mark, 1) = 1 or get_bit(m.mark, 2) = 1)) or get_bit(m.mark, 4) = 1 or ((get_bit(m.mark, 0) = 1) and get_bit(m.mark, 5) = 1) or ((get_bit(m.mark, 1) = 1 or get_bit(m.mark, 2) = 1) and get_bit(m.mark, 6) = 1) or get_bit(m.mark, 3) = 1) as fits_all, case when get_bit(m.mark, 7) = 1 then 100 else (get_bit(m.mark, 0) = 1)::int + (get_bit(m.mark, 1) = 1 or get_bit(m.mark, 2) = 1)::int end as fit
      from marks m where ((get_bit(m.mark, 0) = 1) or (get_bit(m.mark, 1) = 1 or get_bit(m.mark, 2) = 1) or get_bit(m.mark, 4) = 1 or get_bit(m.mark, 3) = 1)
    ),
    -- In the order of the index that is looked in: of thousands, neighbours are found in half of the time.
    fitting as materialized (select * from (select * from found f where f.fits_all order by f.customer_id offset 0) f where (
        select true from customer_address_book a
        where a.customer_id = f.customer_id and a.address_book = any($27::text[])
        limit 1
      )),
    first as materialized (select * from fitting f where ((f.fits_all, f.fit) < ($28::boolean, $29::integer)
        or ((f.fits_all, f.fit) = ($30::boolean, $31::integer) and (f.sort_name, f.customer_id) > ($32, $33::uuid))) order by f.fits_all desc, f.fit desc, f.sort_name, f.customer_id limit $34),
    -- Customers who match only a part are checked for the store in their order, only until the page is full.
    rest as (
      select * from (select * from found f where not f.fits_all and ((f.fits_all, f.fit) < ($35::boolean, $36::integer)
        or ((f.fits_all, f.fit) = ($37::boolean, $38::integer) and (f.sort_name, f.customer_id) > ($39, $40::uuid))) order by f.fits_all desc, f.fit desc, f.sort_name, f.customer_id offset 0) f
      where (
        select true from customer_address_book a
        where a.customer_id = f.customer_id and a.address_book = any($41::text[])
        limit 1
      ) limit $42 - (select count(*) from first)
    )
    select (select count(*)::int from fitting) as matching, (select customers from counted) as counts, f.fits_all, f.fit, f.sort_name,
      c.id, c.account_number, c.first_name, c.last_name, c.phone, c.phone_numbers, c.other_phones, c.email, c.other_emails,
      c.street, c.postal_code, c.city, c.region, c.country, c.other_addresses, w.operator_id as owner_operator_id, w.name as owner_name
    from (select) as always
    left join ((select * from first union all select * from rest) f join customer c on c.id = f.customer_id and c.legal_entity = $43) on true
    left join lateral (
      select n.legal_entity, n.customer_id, n.client_book_id from client_book_entry n
      where n.legal_entity = c.legal_entity and n.customer_id = c.id order by n.place limit 1
    ) e on true
    left join client_book b on b.legal_entity = e.legal_entity and b.id = e.client_book_id
    left join worker w on w.id = b.worker_id
    order by f.fits_all desc, f.fit desc, f.sort_name, f.customer_id
