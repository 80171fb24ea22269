import { AttributeValue } from "@rapport/contract/clienteling";
import { PhoneNumber, type Customer } from "@rapport/contract/customers";
import { searchTextOf, sortNameOf } from "@rapport/domain";
import { digitsOfPhones, readPhones } from "@rapport/domain/phones";
import { z } from "zod";
import { countryOfPhones, type Countries } from "./country.ts";
import type { CustomerRow, StoredCustomer } from "./queries.ts";

/** Raise it when the rules by which customers are found or sorted change: stored keys are then made again. */
export const RULES = 1;

/** A customer as headquarters reads and writes them. Values older than a rule are shown as they are stored. */
export function customerOf(row: CustomerRow): Customer {
  const { account_number, first_name, last_name, phone, email, city, country, address_books, attributes } = row;
  // It was checked when it was stored.
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

/** The customer as stored, with the keys by which they are dialled, found and sorted. */
export function rowOf(customer: Customer, countries: Countries): StoredCustomer {
  const { accountNumber, firstName, lastName, phone, email, city, country, attributes } = customer;
  const phones = readPhones(phone, countryOfPhones(customer, countries));
  const digits = digitsOfPhones(phones);
  return {
    account_number: accountNumber,
    first_name: firstName,
    last_name: lastName,
    sort_name: sortNameOf(customer, countries.legalEntity),
    search_text: searchTextOf(customer, digits),
    phone,
    phone_digits: digits.join(" "),
    phone_numbers: phones,
    email,
    city,
    country,
    attributes,
  };
}

const PhoneNumbers = z.array(PhoneNumber);

/** The phone numbers that were stored beside the phone field. */
export function phoneNumbersOf({ phone_numbers }: { readonly phone_numbers: unknown }): PhoneNumber[] {
  return PhoneNumbers.parse(phone_numbers);
}

const StoredAttributes = z.record(z.string(), AttributeValue);

/** Attributes as stored; they were checked when they were written. Without a prototype, so that a code such as `constructor` finds nothing else (S1). */
export function storedAttributes(stored: unknown): z.output<typeof StoredAttributes> {
  return Object.assign(Object.create(null), StoredAttributes.parse(stored)) as z.output<typeof StoredAttributes>;
}
