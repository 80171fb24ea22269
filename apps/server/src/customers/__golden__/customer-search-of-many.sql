with marked as (
      (select B'1000' as mark, customer_id, sort_name from customer_term where legal_entity = $1 and kind = 'name' and term like $2) union all
      (select B'0100' as mark, id as customer_id, sort_name from customer where legal_entity = $3 and search_text like $4 and phone_digits like $5) union all
      (select B'0010' as mark, customer_id, sort_name from customer_term where legal_entity = $6 and kind in ('line', 'last') and term like $7 and false) union all
      (select B'0001' as mark, customer_id, sort_name from customer_term where legal_entity = $8 and kind = 'line' and term = $9)
    ),
    marks as materialized (select customer_id, sort_name, bit_or(mark) as mark from marked group by customer_id, sort_name),
    found as materialized (
      select m.customer_id, m.sort_name, (((get_bit(m.mark, 0) = 1)) or c.search_text like $10 or get_bit(m.mark, 1) = 1) as fits_all, case when get_bit(m.mark, 3) = 1 then 100 else (get_bit(m.mark, 0) = 1)::int end as fit
      from marks m join customer c on c.id = m.customer_id where ((get_bit(m.mark, 0) = 1) or c.search_text like $11 or get_bit(m.mark, 1) = 1)
    ),
    "others_0" as materialized (
      select c.id as customer_id, c.sort_name, true as fits_all, 0 as fit from (
        select id, sort_name, search_text, phone_digits, other_emails from customer
        where legal_entity = $12 and (sort_name, id) > ($13, $14::uuid) order by sort_name, id limit $15
      ) c
      where (((false)) or c.search_text like $16 or false) and ((false)::int) = 0 and c.id not in (select customer_id from marks) and (
        select true from customer_address_book a
        where a.customer_id = c.id and a.address_book = any($17::text[])
        limit 1
      )
      limit $18),
    first as (
      select * from (select * from found f where ((f.fits_all, f.fit) < ($19::boolean, $20::integer)
        or ((f.fits_all, f.fit) = ($21::boolean, $22::integer) and (f.sort_name, f.customer_id) > ($23, $24::uuid))) order by f.fits_all desc, f.fit desc, f.sort_name, f.customer_id offset 0) f
      where (
        select true from customer_address_book a
        where a.customer_id = f.customer_id and a.address_book = any($25::text[])
        limit 1
      ) limit $26
    ),
    page as (select * from first union all select * from "others_0")
    select 0 as matching,
      array[(select count(*) from "others_0")]::integer[] as counts, f.fits_all, f.fit, f.sort_name,
      c.id, c.account_number, c.first_name, c.last_name, c.phone, c.phone_numbers, c.other_phones, c.email, c.other_emails,
      c.street, c.postal_code, c.city, c.region, c.country, c.other_addresses, w.operator_id as owner_operator_id, w.name as owner_name
    from (select) as always
    left join ((select * from page f order by f.fits_all desc, f.fit desc, f.sort_name, f.customer_id limit $27) f join customer c on c.id = f.customer_id and c.legal_entity = $28) on true
    left join lateral (
      select n.legal_entity, n.customer_id, n.client_book_id from client_book_entry n
      where n.legal_entity = c.legal_entity and n.customer_id = c.id order by n.place limit 1
    ) e on true
    left join client_book b on b.legal_entity = e.legal_entity and b.id = e.client_book_id
    left join worker w on w.id = b.worker_id
    order by f.fits_all desc, f.fit desc, f.sort_name, f.customer_id
