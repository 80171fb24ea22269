with everyone as materialized (
      select client_book_id, block, clients::bit(8192) as clients from client_book_value
      where legal_entity = $1 and client_book_id = any($2::text[]) and attribute = '' and value = ''
    ),
    matched as materialized (
      select everyone.client_book_id, everyone.block, everyone.clients as every
      from everyone
    ),
    counted as materialized (
      select v.attribute, v.value, bit_count(v.clients::bit(8192) & matched.every) as clients
      from client_book_value v left join matched on matched.client_book_id = v.client_book_id and matched.block = v.block
      where v.legal_entity = $3 and v.client_book_id = any($4::text[]) and (v.attribute = any($5::text[]))
    )
    select attribute as key, value, sum(clients)::int as clients from counted group by attribute, value
