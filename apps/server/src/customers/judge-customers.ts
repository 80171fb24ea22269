import { Refusal, type LegalEntityCode } from "@rapport/contract";
import type { Attribute } from "@rapport/contract/clienteling";
import { Customer, CustomerChange, type PhoneNumber } from "@rapport/contract/customers";
import { wrong, type Fault, type Wrong } from "@rapport/contract/refusals";
import {
  consentsMeantByFeed,
  consentsWithoutProof,
  consentsWithoutState,
  faultOfValue,
  keptValue,
  meantByFeed,
  readPersonId,
  withConsents,
  withKnownContacts,
  type Consent,
  type PutBeside,
} from "@rapport/domain";
import { faultsOf, fieldsAfter, readRows, type Row } from "../http/index.ts";
import type { CustomerRow, StoredCustomer } from "./queries.ts";
import { customerOf, putBesideOf } from "./stored-customer.ts";

export interface Terms {
  readonly definitions: ReadonlyMap<string, Attribute>;
  readonly currency: string;
}

/** Reads the changes that were sent: those that fit the schema, with clean account numbers, and what is wrong with the others. */
export function readChanges(sent: readonly unknown[]): { rows: Row<CustomerChange>[]; faults: Fault[] } {
  const idOf = (one: unknown) =>
    typeof one === "object" && one !== null && "accountNumber" in one && typeof one.accountNumber === "string" ? one.accountNumber : "";
  return readRows(CustomerChange, sent.map(cleaned), { list: "customers", idOf });
}

/** An account number is read like every id of a person (ID2), so `G3` with an invisible mark is `G3`. */
function cleaned(sent: unknown): unknown {
  if (typeof sent !== "object" || sent === null || !("accountNumber" in sent) || typeof sent.accountNumber !== "string") return sent;
  return { ...sent, accountNumber: readPersonId(sent.accountNumber) };
}

/** Rows whose customer is in the list a second time. */
export function faultsOfRepeated(rows: readonly Row<CustomerChange>[]): Fault[] {
  const seen = new Set<string>();
  return rows.flatMap(({ index, row: { accountNumber } }): Fault[] => {
    if (seen.has(accountNumber)) return [{ path: ["customers", index, "accountNumber"], row: accountNumber, wrong: wrong("row.twice", {}) }];
    seen.add(accountNumber);
    return [];
  });
}

/** Values that do not fit their attributes (R29). A value that the customer has already may be written again, even if its list lost it (C14). */
export function faultsOfValues(
  rows: readonly Row<CustomerChange>[],
  { stored, definitions, currency }: Terms & { stored: ReadonlyMap<string, Customer> },
): Fault[] {
  return rows.flatMap(({ index, row: { accountNumber, attributes } }) =>
    Object.entries(attributes ?? {}).flatMap(([code, value]): Fault[] => {
      const definition = definitions.get(code);
      const held = valueOf(stored.get(accountNumber)?.attributes, code);
      // A value of an unknown attribute can still be emptied.
      const fault =
        value === null ? null : definition === undefined ? wrong("attribute_value.unknown", {}) : faultOfValue(definition, { value, currency, held });
      return fault === null ? [] : [{ path: ["customers", index, "attributes", code], row: accountNumber, wrong: fault }];
    }),
  );
}

/** The customers as they are, and which of their contacts a person put beside another one. */
export interface Held {
  readonly stored: ReadonlyMap<string, Customer>;
  readonly beside: ReadonlyMap<string, PutBeside>;
}

export function heldOf(found: readonly CustomerRow[]): Held {
  return {
    stored: new Map(found.map((row) => [row.account_number, customerOf(row)])),
    beside: new Map(found.map((row) => [row.account_number, putBesideOf(row)])),
  };
}

/** The customers after their changes (C1), which fields a new one lacks, and which primary contacts of a feed a person's choice stands against. */
export function customersAfter(
  rows: readonly Row<CustomerChange>[],
  { stored, beside, definitions, currency, byPerson, now }: Terms & Held & { readonly byPerson: boolean; readonly now: Omit<Consent, "state"> },
): { customers: Row<Customer>[]; faults: Fault[]; stands: Fault[] } {
  const customers: Row<Customer>[] = [];
  const faults: Fault[] = [];
  const standing: Fault[] = [];
  for (const { index, row } of rows) {
    const before = stored.get(row.accountNumber);
    const told = (fields: readonly string[], what: Wrong) =>
      fields.map((field) => ({ path: ["customers", index, field], row: row.accountNumber, wrong: what }));
    const reach = byPerson ? { change: row, stands: [] } : consentsMeantByFeed(row, before);
    const meant = byPerson ? { change: row, stands: [] } : meantByFeed(reach.change, before, beside.get(row.accountNumber) ?? {});
    standing.push(...told(meant.stands, wrong("contact.stands", {})), ...told(reach.stands, wrong("consent.stands", {})));
    const change = withKnownContacts(meant.change, before);
    const attributes = valuesAfter(before?.attributes ?? {}, { change: change.attributes, definitions, currency });
    const { data, error, success } = Customer.safeParse(fieldsAfter(Customer, { stored: before, change: { ...change, attributes } }), { reportInput: true });
    if (success) {
      customers.push({ index, row: withConsents(data, { before, change, now }) });
      faults.push(
        ...told(consentsWithoutState(change, { before, after: data }), wrong("consent.nothing_known", {})),
        ...told(consentsWithoutProof(change, { before, after: data }), wrong("consent.proof_emptied", {})),
      );
    } else faults.push(...faultsOf(error).map(({ path, wrong: what }) => ({ path: ["customers", index, ...path], row: change.accountNumber, wrong: what })));
  }
  return { customers, faults, stands: standing };
}

type Values = Customer["attributes"];

function valuesAfter(before: Values, { change, definitions, currency }: Terms & { change: CustomerChange["attributes"] }): Values {
  if (change === undefined) return before;
  const changed = Object.entries({ ...(change === null ? {} : before), ...change }).flatMap(([code, value]) => {
    const definition = definitions.get(code);
    if (value === null) return [];
    return [[code, definition === undefined || valueOf(change, code) === undefined ? value : keptValue(definition, { value, currency })] as const];
  });
  return Object.fromEntries(changed) as Values;
}

function valueOf<V>(values: Readonly<Record<string, V>> | null | undefined, code: string): V | undefined {
  return values !== null && values !== undefined && Object.hasOwn(values, code) ? values[code] : undefined;
}

/** Phones that are stored although they cannot be dialled or hold several numbers (C5). The answer tells of them. */
export function faultsOfPhones({ rows, made }: { rows: readonly Row<CustomerChange>[]; made: readonly StoredCustomer[] }): Fault[] {
  const stored = new Map(made.map((customer) => [customer.account_number, customer]));
  return rows.flatMap(({ index, row: { accountNumber, phone, otherPhones } }) => {
    const one = stored.get(accountNumber);
    if (one === undefined) return [];
    const named = [
      ...(phone === undefined ? [] : [{ path: ["phone"], field: one.phone, numbers: one.phone_numbers }]),
      ...(otherPhones === undefined
        ? []
        : one.other_phones.map(({ number, numbers }, at) => ({ path: ["otherPhones", at, "number"], field: number, numbers }))),
    ];
    return named.flatMap(({ path, field, numbers }): Fault[] => {
      const what = faultOfPhone(field, numbers);
      return what === null ? [] : [{ path: ["customers", index, ...path], row: accountNumber, wrong: what }];
    });
  });
}

function faultOfPhone(field: string, numbers: readonly PhoneNumber[]): Wrong | null {
  if (numbers.length > 1) return wrong("phone.several", { numbers: numbers.length });
  return field !== "" && (numbers[0]?.e164 ?? null) === null ? wrong("phone.unreadable", {}) : null;
}

/** All faults of a batch, by kind. */
export interface Wrongs {
  readonly form: readonly Fault[];
  readonly repeated: readonly Fault[];
  readonly books: { readonly unknown: readonly string[]; readonly faults: readonly Fault[] };
  readonly values: readonly Fault[];
}

export function allOf({ form, repeated, books, values }: Wrongs): Fault[] {
  return [...form, ...repeated, ...books.faults, ...values];
}

/** Refuses the whole batch with all its faults. The first kind among them gives the code. */
export function refuseBatch(legalEntity: LegalEntityCode, wrongs: Wrongs): void {
  const faults = allOf(wrongs);
  const { form, repeated, books } = wrongs;
  if (faults.length === 0) return;
  if (form.length > 0) throw new Refusal("request.wrong", { where: "body" }, { faults });
  if (repeated.length > 0) throw new Refusal("customer.twice", { accounts: [...new Set(repeated.map(({ row = "" }) => row))] }, { faults });
  if (books.faults.length > 0) throw new Refusal("address_book.unknown", { legalEntity, codes: [...books.unknown] }, { faults });
  throw new Refusal("attribute_value.wrong", {}, { faults });
}
