with everyone as materialized (
      select block, clients::bit(8192) as clients from client_book_value
      where legal_entity = $1 and client_book_id = $2 and attribute = '' and value = ''
    ),
    condition0 as materialized (
      select word / 128 as block, bit_or(bits::bit(64)::bit(8192) >> word % 128 * 64) as clients
      from (
        select e.number / 64 as word, bit_or(1::bigint << (63 - e.number % 64)) as bits
        from client_book_entry e join customer c on c.id = e.customer_id
        where e.legal_entity = $3 and e.client_book_id = $4 and c.legal_entity = $5 and ((c.search_text like $6 and c.search_text like $7) or c.phone_digits like $8)
        group by 1
      ) words
      group by 1),
    matched as materialized (
      select everyone.block, everyone.clients, everyone.clients & coalesce(condition0.clients, 0::bit(8192)) as matching
      from everyone left join condition0 using (block)
    )
    select block, bit_count(clients)::int as clients, bit_count(matching)::int as matching, case when bit_count(matching) > 0 then encode(substring(bit_send(matching) from 5), 'hex') end as bits
    from matched
    order by block
