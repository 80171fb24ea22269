import { AccountNumber, AddressBookCode, IdleThen, Language, Refusal, ScreenLayoutCode, type Change, type LegalEntityCode } from "@rapport/contract";
import { Store } from "@rapport/contract/organisation";
import { isDeepStrictEqual } from "node:util";
import { afterChange } from "../http/index.ts";
import type { NamedBook } from "./address-books.ts";
import { ordered } from "./ordered.ts";
import type { StoreRow } from "./store-queries.ts";

type StoreChange = Change<typeof Store>;

/** Every address book that a change names, with its place. */
export function booksNamedBy(change: StoreChange): NamedBook[] {
  return (["customerAddressBooks", "employeeAddressBooks"] as const).flatMap((list) => (change[list] ?? []).map((code, i) => ({ code, path: [list, i] })));
}

/** The customer that a change names, if it does. */
export function customerNamedBy({ defaultCustomer }: StoreChange): AccountNumber[] {
  return typeof defaultCustomer === "string" ? [defaultCustomer] : [];
}

export function refuseUnknownCustomer(change: StoreChange, { legalEntity, known }: { legalEntity: LegalEntityCode; known: ReadonlySet<string> }): void {
  const accounts = customerNamedBy(change).filter((number) => !known.has(number));
  if (accounts.length > 0) throw new Refusal("customers.unknown", { legalEntity, accounts }, { kind: "invalid" });
}

/** A store after a change. Refuses what is wrong in itself. */
export function storeAfter(stored: StoreRow | undefined, change: StoreChange): Store {
  const after = afterChange(Store, { stored: stored && detailsOf(stored), change });
  return { ...after, customerAddressBooks: ordered(after.customerAddressBooks), employeeAddressBooks: ordered(after.employeeAddressBooks) };
}

export function isAsStored(store: Store, stored: StoreRow): boolean {
  return isDeepStrictEqual(store, detailsOf(stored));
}

export function detailsOf(row: StoreRow): Store {
  const books = (codes: readonly string[]) => ordered(codes.map((code) => AddressBookCode.parse(code)));
  return {
    name: row.name,
    city: row.city,
    ...(row.country !== null && { country: row.country }),
    customerAddressBooks: books(row.customer_address_books),
    employeeAddressBooks: books(row.employee_address_books),
    defaultCustomer: row.default_customer === null ? null : AccountNumber.parse(row.default_customer),
    language: Language.nullable().parse(row.language),
    timeZone: row.time_zone,
    screenLayout: ScreenLayoutCode.nullable().parse(row.screen_layout),
    idleMinutes: row.idle_minutes,
    idleThen: IdleThen.parse(row.idle_then),
    active: row.active,
  };
}
