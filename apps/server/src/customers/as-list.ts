import type { LegalEntityCode } from "@rapport/contract";
import type { AttributeValue } from "@rapport/contract/clienteling";
import { CustomerChange, type Customer } from "@rapport/contract/customers";
import type { Fault } from "@rapport/contract/refusals";
import { readPersonId } from "@rapport/domain";
import type { Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { isDeepStrictEqual } from "node:util";
import { attributeDefinitions, heldDefinitions } from "../attributes/index.ts";
import { audit, inPart } from "../audit/index.ts";
import type { Deps } from "../deps.ts";
import { indexOf, type Actor, type Row } from "../http/index.ts";
import { entityOrRefusal, holdCurrency, unknownAddressBooks } from "../organisation/index.ts";
import { readCountries } from "./country.ts";
import { faultsOfFeed } from "./faults-of-contacts.ts";
import { allOf, customersAfter, faultsOfPhones, faultsOfValues, heldOf, readChanges } from "./judge-customers.ts";
import { afterFeed, booksNamed, storeGood } from "./put-customers.ts";
import { customersAfterNumber, customersByNumber } from "./queries.ts";
import { sayingOf } from "./saying.ts";
import { customerOf, rowOf } from "./stored-customer.ts";

/** What becomes of a row. Faults of a row that is stored are told. */
export interface RowFate {
  readonly kind: "added" | "updated" | "unchanged" | "invalid";
  readonly faults: readonly Fault[];
}

interface Rows {
  readonly legalEntity: LegalEntityCode;
  readonly actor: Actor;
  /** Changes as they were sent, each customer once. */
  readonly sent: readonly unknown[];
  /** Only judges, and locks and stores nothing but an audit entry. */
  readonly dry: boolean;
}

/**
 * Judges changes of customers as a batch of them is judged (C21), stores the good ones that change something, and says what becomes of each. Every customer
 * that a row is about is named in the audit log, also in a dry run: what becomes of the row tells that they exist (AU1).
 */
export async function storeRows(
  { db: trx, clock }: { db: Transaction<Database>; clock: Deps["clock"] },
  { legalEntity, actor, sent, dry }: Rows,
): Promise<RowFate[]> {
  const { currency } = await entityOrRefusal(trx, legalEntity);
  const { rows: read, faults: form } = readChanges(sent);
  const books = await unknownAddressBooks(trx, { legalEntity, named: read.flatMap(booksNamed) });
  if (!dry) await holdCurrency(trx, { legalEntity, currency });
  const definitions = await (dry ? attributeDefinitions(trx, legalEntity) : heldDefinitions(trx, legalEntity));
  const found = await customersByNumber(trx, { legalEntity, accountNumbers: read.map(({ row }) => row.accountNumber), lock: !dry });
  const rowsFound = new Map(found.map((row) => [row.account_number, row]));
  const held = heldOf(found);
  const { stored } = held;
  const terms = { definitions, currency, stored };
  const rows = read.map((one) => unrepeated(one, stored.get(one.row.accountNumber)));
  const { customers, faults: missing, stands } = customersAfter(rows, { ...terms, ...held, byPerson: false, now: sayingOf(actor, clock) });
  const faults = allOf({ form: [...form, ...missing], repeated: [], books, values: faultsOfValues(rows, terms) });
  const refused = new Set(faults.map(indexOf));
  const changed = customers.filter(({ index, row }) => !refused.has(index) && !isSame(row, stored.get(row.accountNumber)));
  const countries = await readCountries(trx, legalEntity);
  const made = changed.map(({ row }) => rowOf(row, countries, { before: rowsFound.get(row.accountNumber), putBeside: afterFeed(row, held) }));
  if (!dry && changed.length > 0) {
    const named = new Set(rows.filter(({ row }) => row.addressBooks !== undefined).map(({ row }) => row.accountNumber));
    await storeGood({ db: trx, clock }, { legalEntity, actor, customers: changed.map(({ row }) => row), rows: made, found, named });
  } else await audit({ db: trx, clock }, { legalEntity, actor, action: "customer.found", subjects: found.map(({ id }) => id) });
  const told = [...faultsOfPhones({ rows, made }), ...faultsOfFeed(rows, { stored, made }), ...stands];
  const changedAt = new Map(changed.map(({ index, row }) => [index, stored.has(row.accountNumber) ? "updated" : "added"] as const));
  const faultsAt = new Map<number, Fault[]>();
  for (const fault of [...faults, ...told]) faultsAt.set(indexOf(fault), [...(faultsAt.get(indexOf(fault)) ?? []), fault]);
  return sent.map((_, index) => ({
    kind: refused.has(index) ? "invalid" : (changedAt.get(index) ?? "unchanged"),
    faults: faultsAt.get(index) ?? [],
  }));
}

/** An account number as it is stored. */
export const accountNumberOf = readPersonId;

/** Pages of customers with their account numbers in order; each customer that is read stands in the audit log. */
export async function* everyCustomer(
  deps: Pick<Deps, "db" | "clock">,
  { legalEntity, actor }: { legalEntity: LegalEntityCode; actor: Actor },
): AsyncGenerator<readonly Customer[]> {
  let part = 0;
  for (let after: string | undefined; ;) {
    const rows = await customersAfterNumber(deps.db, { legalEntity, after, limit: PAGE });
    if (rows.length === 0) return;
    await audit(deps, { legalEntity, actor: inPart(actor, part++), action: "customer.viewed", subjects: rows.map(({ id }) => id) });
    yield rows.map(customerOf);
    after = rows.at(-1)?.account_number;
  }
}

const PAGE = 1_000;

/** Without attributes that only seem to change: a list of one text where that text is stored, and nothing where an empty value is stored. */
function unrepeated({ index, row }: Row<CustomerChange>, stored: Customer | undefined): Row<CustomerChange> {
  if (stored === undefined || row.attributes === undefined || row.attributes === null) return { index, row };
  const attributes = Object.fromEntries(
    Object.entries(row.attributes).filter(([code, value]) => !isRepeated(value, stored.attributes[code as keyof typeof stored.attributes])),
  );
  return { index, row: { ...row, attributes: attributes as CustomerChange["attributes"] } };
}

function isRepeated(value: AttributeValue | null, held: AttributeValue | undefined): boolean {
  if (held === undefined) return false;
  if (value === null) return held === "" || (Array.isArray(held) && held.length === 0);
  return Array.isArray(value) && value.length === 1 && value[0] === held;
}

function isSame(after: Customer, before: Customer | undefined): boolean {
  return before !== undefined && isDeepStrictEqual(comparable(after), comparable(before));
}

/** The order of address books says nothing, and values may have another prototype. */
function comparable({ addressBooks, attributes, ...rest }: Customer): object {
  return { ...rest, addressBooks: [...new Set(addressBooks)].toSorted(), attributes: { ...attributes } };
}
