with everyone as materialized (
      select client_book_id, block, clients::bit(8192) as clients from client_book_value
      where legal_entity = $1 and client_book_id = any($2::text[]) and attribute = '' and value = ''
    ),
    condition0 as materialized (
      select client_book_id, word / 128 as block, bit_or(bits::bit(64)::bit(8192) >> word % 128 * 64) as clients
      from (
        select e.client_book_id, e.number / 64 as word, bit_or(1::bigint << (63 - e.number % 64)) as bits
        from client_book_entry e join customer c on c.id = e.customer_id
        where e.legal_entity = $3 and e.client_book_id = any($4::text[]) and c.legal_entity = $5 and (c.search_text like $6 and c.search_text like $7)
        group by 1, 2
      ) words
      group by 1, 2),
    condition1 as materialized (
      select client_book_id, block, bit_or(clients::bit(8192)) as clients from client_book_value
      where legal_entity = $8 and client_book_id = any($9::text[]) and attribute = $10 and value = any($11::text[])
      group by client_book_id, block),
    condition2 as materialized (
      select client_book_id, block, bit_or(clients) as clients from (
      select client_book_id, block, bit_or(clients::bit(8192)) as clients from client_book_value
      where legal_entity = $12 and client_book_id = any($13::text[]) and attribute = $14 and value = any($15::text[])
      group by client_book_id, block union all 
      select client_book_id, word / 128 as block, bit_or(bits::bit(64)::bit(8192) >> word % 128 * 64) as clients
      from (
        select e.client_book_id, e.number / 64 as word, bit_or(1::bigint << (63 - e.number % 64)) as bits
        from client_book_entry e
        where e.legal_entity = $16 and e.client_book_id = any($17::text[]) and (((e.numbers -> $18)::numeric >= coalesce($19::numeric, '-infinity') and (e.numbers -> $20)::numeric < coalesce($21::numeric, 'infinity')))
        group by 1, 2
      ) words
      group by 1, 2) either group by client_book_id, block),
    matched as materialized (
      select everyone.client_book_id, everyone.block, everyone.clients, everyone.clients & coalesce(condition0.clients, 0::bit(8192)) & coalesce(condition1.clients, 0::bit(8192)) & coalesce(condition2.clients, 0::bit(8192)) as matching
      from everyone left join condition0 using (client_book_id, block) left join condition1 using (client_book_id, block) left join condition2 using (client_book_id, block)
    )
    select client_book_id as book, block, bit_count(clients)::int as clients, bit_count(matching)::int as matching, case when bit_count(matching) > 0 then encode(substring(bit_send(matching) from 5), 'hex') end as bits
    from matched
    order by client_book_id, block
