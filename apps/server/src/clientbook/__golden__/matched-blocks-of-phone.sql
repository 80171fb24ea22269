with everyone as materialized (
      select client_book_id, block, clients::bit(8192) as clients from client_book_value
      where legal_entity = $1 and client_book_id = any($2::text[]) and attribute = '' and value = ''
    ),
    condition0 as materialized (
      select client_book_id, word / 128 as block, bit_or(bits::bit(64)::bit(8192) >> word % 128 * 64) as clients
      from (
        select e.client_book_id, e.number / 64 as word, bit_or(1::bigint << (63 - e.number % 64)) as bits
        from client_book_entry e join customer c on c.id = e.customer_id
        where e.legal_entity = $3 and e.client_book_id = any($4::text[]) and c.legal_entity = $5 and ((c.search_text like $6 and c.search_text like $7) or c.phone_digits like $8)
        group by 1, 2
      ) words
      group by 1, 2),
    matched as materialized (
      select everyone.client_book_id, everyone.block, everyone.clients, everyone.clients & coalesce(condition0.clients, 0::bit(8192)) as matching
      from everyone left join condition0 using (client_book_id, block)
    )
    select client_book_id as book, block, bit_count(clients)::int as clients, bit_count(matching)::int as matching, case when bit_count(matching) > 0 then encode(substring(bit_send(matching) from 5), 'hex') end as bits
    from matched
    order by client_book_id, block
