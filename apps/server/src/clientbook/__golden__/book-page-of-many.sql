with wanted as materialized (
      select $1::bit varying as bits
    ),
    page as (
      select e.customer_id, e.sort_name from client_book_entry e
      where e.legal_entity = $2 and e.client_book_id = $3
        and e.number < (select length(bits) from wanted) and get_bit((select bits from wanted), e.number) = 1
      order by e.sort_name, e.customer_id
      limit $4
    )
    select c.id, c.account_number, c.first_name, c.last_name, c.sort_name, c.phone, c.email, c.city, c.attributes
    from page join customer c on c.id = page.customer_id
    where c.legal_entity = $5
    order by page.sort_name, page.customer_id
