import { Refusal, type LegalEntityCode, type Reply } from "@rapport/contract";
import type { Customer, CustomerChange, putCustomers } from "@rapport/contract/customers";
import type { AuditAction } from "@rapport/contract/system";
import { besideAfter } from "@rapport/domain";
import { inTransaction, Overtaken, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import type { Deps } from "../deps.ts";
import { heldDefinitions } from "../attributes/index.ts";
import { audit, changesBetween } from "../audit/index.ts";
import { entityOrRefusal, holdCurrency, unknownAddressBooks } from "../organisation/index.ts";
import { assertRoomForRows, indexOf, refusedRows, type Actor, type Row } from "../http/index.ts";
import { faultsOfFeed } from "./faults-of-contacts.ts";
import { allOf, customersAfter, faultsOfPhones, faultsOfRepeated, faultsOfValues, heldOf, readChanges, refuseBatch, type Held } from "./judge-customers.ts";
import {
  addCustomers,
  changeCustomers,
  customersByNumber,
  saveCustomerAddressBooks,
  type CustomerRow,
  type MadeAtStore,
  type StoredCustomer,
} from "./queries.ts";
import { readCountries } from "./country.ts";
import { sayingOf } from "./saying.ts";
import { customerOf, rowOf } from "./stored-customer.ts";

interface PutCustomers {
  readonly legalEntity: LegalEntityCode;
  readonly actor: Actor;
  readonly customers: readonly unknown[];
  /** True stores the good rows and names the others; false refuses all for one wrong row. */
  readonly partial: boolean;
}

/** Stores changes of customers (C1, C21). `changed` counts those that existed already, whether or not something differed. */
export async function putAll(
  { db, clock, disk }: Pick<Deps, "db" | "clock" | "disk">,
  { legalEntity, actor, customers: sent, partial }: PutCustomers,
): Promise<Reply<typeof putCustomers>> {
  assertRoomForRows({ disk }, sent);
  const { currency } = await entityOrRefusal(db, legalEntity);
  const { rows, faults: form } = readChanges(sent);
  const books = await unknownAddressBooks(db, { legalEntity, named: rows.flatMap(booksNamed) });
  let seen: readonly string[] = [];
  const store = async (trx: Transaction<Database>) => {
    await holdCurrency(trx, { legalEntity, currency });
    const terms = { definitions: await heldDefinitions(trx, legalEntity), currency };
    const found = await customersByNumber(trx, { legalEntity, accountNumbers: rows.map(({ row }) => row.accountNumber), lock: true });
    seen = found.map(({ id }) => id);
    const rowsFound = new Map(found.map((row) => [row.account_number, row]));
    const held = heldOf(found);
    const { stored, beside } = held;
    const { customers, faults: missing, stands } = customersAfter(rows, { ...terms, ...held, byPerson: false, now: sayingOf(actor, clock) });
    const wrongs = { form: [...form, ...missing], repeated: faultsOfRepeated(rows), books, values: faultsOfValues(rows, { ...terms, stored }) };
    if (!partial) refuseBatch(legalEntity, wrongs);
    const refused = new Set(allOf(wrongs).map(indexOf));
    const good = customers.filter(({ index }) => !refused.has(index)).map(({ row }) => row);
    const named = rows.filter(({ index, row }) => row.addressBooks !== undefined && !refused.has(index)).map(({ row }) => row.accountNumber);
    const countries = await readCountries(trx, legalEntity);
    const made = good.map((customer) =>
      rowOf(customer, countries, { before: rowsFound.get(customer.accountNumber), putBeside: afterFeed(customer, { stored, beside }) }),
    );
    const { created } = await storeGood({ db: trx, clock }, { legalEntity, actor, customers: good, rows: made, found, named: new Set(named) });
    const told = [...faultsOfPhones({ rows, made }), ...faultsOfFeed(rows, { stored, made }), ...stands];
    return {
      created,
      changed: good.length - created,
      ...(partial && { refused: refusedRows(allOf(wrongs)) }),
      ...(told.length > 0 && { told: refusedRows(told) }),
    };
  };
  try {
    return await inTransaction(db, store);
  } catch (error) {
    // What is wrong with a row may tell that its customer exists, so they are named although nothing was stored.
    if (error instanceof Refusal) await audit({ db, clock }, { legalEntity, actor, action: "customer.found", subjects: seen });
    throw error;
  }
}

/** What a person put beside a primary contact, after a feed's write. */
export function afterFeed(customer: Customer, { stored, beside }: Held) {
  return besideAfter(beside.get(customer.accountNumber) ?? {}, { before: stored.get(customer.accountNumber), after: customer, byPerson: false });
}

export function booksNamed({ index, row: { accountNumber, addressBooks } }: Row<CustomerChange>) {
  return (addressBooks ?? []).map((code, i) => ({ code, path: ["customers", index, "addressBooks", i], row: accountNumber }));
}

interface Good {
  readonly legalEntity: LegalEntityCode;
  readonly actor: Actor;
  readonly customers: readonly Customer[];
  /** The same customers as they will be stored. */
  readonly rows: readonly StoredCustomer[];
  /** Those of them who exist already, as they were. */
  readonly found: readonly CustomerRow[];
  /** The account numbers of those whose address books were named. */
  readonly named: ReadonlySet<string>;
  /** Of one customer who is made at a register. */
  readonly made?: MadeAtStore | undefined;
  /** When it is another one than that they were saved. */
  readonly action?: AuditAction;
}

/** Stores customers, and writes down what changed of each (AU1). Those who were only looked up are named too, because their rows' fates tell that they exist. */
export async function storeGood(
  { db: trx, clock }: { db: Transaction<Database>; clock: Deps["clock"] },
  { legalEntity, actor, customers, rows, found, named, made: madeAtStore, action: given }: Good,
): Promise<{ readonly created: number }> {
  const ids = new Map(found.map(({ id, account_number }) => [account_number, id]));
  const changed = rows.filter(({ account_number }) => ids.has(account_number));
  const made = rows.filter(({ account_number }) => !ids.has(account_number));
  const stored = new Map(found.map((row) => [row.account_number, customerOf(row)]));
  const changesOf = (customer: Customer) => {
    const before = stored.get(customer.accountNumber);
    const { addressBooks } = before === undefined || named.has(customer.accountNumber) ? customer : before;
    return changesBetween(before && inOrder(before), { ...inOrder({ ...customer, addressBooks }), ...(before === undefined && optOutsMade(customer)) });
  };
  const changes = new Map(customers.map((customer) => [customer.accountNumber as string, changesOf(customer)]));
  const saved = {
    at: clock.now(),
    by: actor.kind === "headquarters" ? actor.name : null,
    changed: new Set([...changes].filter(([, fields]) => Object.keys(fields).length > 0).map(([accountNumber]) => accountNumber)),
  };
  await changeCustomers(trx, { legalEntity, customers: changed, saved });
  const added = await addCustomers(trx, { legalEntity, customers: made, saved, made: madeAtStore });
  // If somebody else has changed them meanwhile, nothing is overwritten: the change is judged again.
  if (added.length < made.length) throw new Overtaken("customers of this batch were made by another one");
  const withNamed = customers.filter(({ accountNumber }) => named.has(accountNumber));
  await saveCustomerAddressBooks(trx, {
    legalEntity,
    customers: withNamed.map(({ accountNumber, addressBooks }) => ({ account: accountNumber, books: [...new Set(addressBooks)] })),
  });
  for (const { id, account_number } of added) ids.set(account_number, id);
  const subjects = [...ids].map(([accountNumber, id]) => {
    const fields = changes.get(accountNumber);
    return fields === undefined ? { id } : { id, changes: fields };
  });
  const shown = (madeAtStore?.alike ?? []).map((id) => ({ id }));
  const action = given ?? (shown.length > 0 ? "customer.made_beside_alike" : customers.length > 0 ? "customer.saved" : "customer.found");
  await audit({ db: trx, clock }, { legalEntity, actor, action, subjects: [...subjects, ...shown] });
  return { created: made.length };
}

/** A new customer who opted out of nothing says nothing of it. */
function optOutsMade({ optOutPersonalization, optOutWebTracking }: Customer) {
  return { optOutPersonalization: optOutPersonalization || null, optOutWebTracking: optOutWebTracking || null };
}

/** The order of address books says nothing. */
function inOrder(customer: Customer): Customer {
  return { ...customer, addressBooks: [...new Set(customer.addressBooks)].toSorted() };
}
