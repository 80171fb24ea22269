import { Customer } from "@rapport/contract/customers";
import { digitsOf, searchTextOf, sortNameOf } from "@rapport/domain";
import type { CustomerRow, StoredCustomer } from "./queries.ts";
import { storedAttributes } from "./read-customer.ts";

/** A customer as headquarters reads and writes them. What was stored before a rule came is shown as it stands. */
export function customerOf(row: CustomerRow): Customer {
  const { account_number, first_name, last_name, phone, email, city, country, address_books, attributes } = row;
  // Branded by what stored it.
  return {
    accountNumber: account_number,
    firstName: first_name,
    lastName: last_name,
    phone,
    email,
    city,
    country,
    addressBooks: address_books,
    attributes: storedAttributes(attributes),
  } as Customer;
}

/** The same as it is stored, with what it is found and sorted by. */
export function rowOf(customer: Customer): StoredCustomer {
  const { accountNumber, firstName, lastName, phone, email, city, country, attributes } = customer;
  return {
    account_number: accountNumber,
    first_name: firstName,
    last_name: lastName,
    sort_name: sortNameOf(customer),
    search_text: searchTextOf(customer),
    phone,
    phone_digits: digitsOf(phone),
    email,
    city,
    country,
    attributes,
  };
}
