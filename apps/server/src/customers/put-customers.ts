import { Refusal, type LegalEntityCode } from "@rapport/contract";
import type { Attribute } from "@rapport/contract/clienteling";
import type { NewCustomer } from "@rapport/contract/customers";
import { wrong, type Fault } from "@rapport/contract/refusals";
import { digitsOf, faultOfValue, keptValue, searchTextOf, sortNameOf } from "@rapport/domain";
import { inTransaction } from "@rapport/operational";
import type { Deps } from "../deps.ts";
import { attributeDefinitions } from "../attributes/index.ts";
import { audit } from "../audit/index.ts";
import { entityOrRefusal, holdCurrency, refuseUnknownAddressBooks } from "../organisation/index.ts";
import type { Actor } from "../http/index.ts";
import { customerIds, saveCustomerAddressBooks, saveCustomers, type StoredCustomer } from "./queries.ts";

interface PutCustomers {
  readonly legalEntity: LegalEntityCode;
  readonly actor: Actor;
  readonly customers: readonly NewCustomer[];
}

/** All of them or none. `changed` counts those that existed already, whether or not something differed. */
export async function putAll(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { legalEntity, actor, customers }: PutCustomers,
): Promise<{ created: number; changed: number }> {
  const { currency } = await entityOrRefusal(db, legalEntity);
  refuseTwice(customers);
  await refuseUnknownAddressBooks(db, {
    legalEntity,
    named: customers.flatMap(({ accountNumber, addressBooks }, row) =>
      addressBooks.map((code, i) => ({ code, path: ["customers", row, "addressBooks", i], row: accountNumber })),
    ),
  });
  const definitions = await attributeDefinitions(db, legalEntity);
  refuseWrongValues(customers, { definitions, currency });
  return await inTransaction(db, async (trx) => {
    await holdCurrency(trx, { legalEntity, currency });
    const created = await saveCustomers(trx, { legalEntity, customers: customers.map((customer) => stored(customer, { definitions, currency })) });
    await saveCustomerAddressBooks(trx, {
      legalEntity,
      customers: customers.map(({ accountNumber, addressBooks }) => ({ account: accountNumber, books: [...new Set(addressBooks)] })),
    });
    const ids = await customerIds(trx, { legalEntity, accountNumbers: customers.map(({ accountNumber }) => accountNumber) });
    await audit({ db: trx, clock }, { legalEntity, actor, action: "customer.saved", subjects: [...ids.values()] });
    return { created, changed: customers.length - created };
  });
}

function refuseTwice(customers: readonly NewCustomer[]): void {
  const seen = new Set<string>();
  const faults = customers.flatMap(({ accountNumber }, row): Fault[] => {
    if (seen.has(accountNumber)) return [{ path: ["customers", row, "accountNumber"], row: accountNumber, wrong: wrong("row.twice", {}) }];
    seen.add(accountNumber);
    return [];
  });
  if (faults.length === 0) return;
  throw new Refusal("customer.twice", { accounts: [...new Set(faults.map(({ row = "" }) => row))] }, { faults });
}

interface Terms {
  readonly definitions: ReadonlyMap<string, Attribute>;
  readonly currency: string;
}

function refuseWrongValues(customers: readonly NewCustomer[], { definitions, currency }: Terms): void {
  const faults = customers.flatMap(({ accountNumber, attributes }, row) =>
    Object.entries(attributes).flatMap(([code, value]): Fault[] => {
      const definition = definitions.get(code);
      const fault = definition === undefined ? wrong("attribute_value.unknown", {}) : faultOfValue(definition, { value, currency });
      return fault === null ? [] : [{ path: ["customers", row, "attributes", code], row: accountNumber, wrong: fault }];
    }),
  );
  if (faults.length > 0) throw new Refusal("attribute_value.wrong", {}, { faults });
}

function stored(customer: NewCustomer, { definitions, currency }: Terms): StoredCustomer {
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
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([code, value]) => {
        const definition = definitions.get(code);
        return [code, definition === undefined ? value : keptValue(definition, { value, currency })];
      }),
    ),
  };
}
