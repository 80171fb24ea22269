with page as (
      select e.customer_id, e.sort_name from client_book_entry e
      where e.legal_entity = $1 and e.client_book_id = $2
        and e.number = any($3::integer[])
      order by e.sort_name, e.customer_id
      limit $4
    )
    select c.id, c.account_number, c.first_name, c.last_name, c.sort_name, c.phone, c.email, c.city, c.attributes
    from page join customer c on c.id = page.customer_id
    where c.legal_entity = $5
    order by page.sort_name, page.customer_id
