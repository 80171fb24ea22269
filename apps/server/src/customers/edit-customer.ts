import { Refusal, type AccountNumber, type AttributeCode, type LegalEntityCode, type Reply, type StoreNumber } from "@rapport/contract";
import type { Attribute } from "@rapport/contract/clienteling";
import type { Customer, CustomerChange, getCustomerForm, putCustomer } from "@rapport/contract/customers";
import { wrong, type Fault, type Wrong } from "@rapport/contract/refusals";
import type { AuditAction } from "@rapport/contract/system";
import { besideAfter, lackingMandatory, readPersonId } from "@rapport/domain";
import { inTransaction, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { heldDefinitions, heldShapes } from "../attributes/index.ts";
import { audit } from "../audit/index.ts";
import type { Deps } from "../deps.ts";
import { assertRoomForRows, refusedRows, type Actor, type PosActor, type Row } from "../http/index.ts";
import { entityOrRefusal, holdCurrency, refuseStale, unknownAddressBooks } from "../organisation/index.ts";
import { draftSetup, type ClientelingSetup } from "../parameters/index.ts";
import { readCountries } from "./country.ts";
import { faultsOfContacts, faultsOfFeed } from "./faults-of-contacts.ts";
import { customersAfter, faultsOfPhones, faultsOfValues, heldOf, readChanges, refuseBatch } from "./judge-customers.ts";
import { choicesOf } from "./make-customer.ts";
import { countriesKept } from "./kept-countries.ts";
import { booksNamed, storeGood } from "./put-customers.ts";
import { isClient } from "./list-queries.ts";
import { customersByNumber, type CustomerRow, type MadeAtStore } from "./queries.ts";
import { shown } from "./read-by-number.ts";
import { noSuchCustomer } from "./read-customer.ts";
import { sayingOf } from "./saying.ts";
import { rowOf } from "./stored-customer.ts";

interface OfNumber {
  readonly legalEntity: LegalEntityCode;
  readonly accountNumber: AccountNumber;
  readonly actor: Actor;
}

/** A customer with what a form needs to change them. */
export async function readForm(deps: Pick<Deps, "db" | "clock">, { legalEntity, accountNumber, actor }: OfNumber): Promise<Reply<typeof getCustomerForm>> {
  const { db } = deps;
  const { currency } = await entityOrRefusal(db, legalEntity);
  const [found] = await customersByNumber(db, { legalEntity, accountNumbers: [readPersonId(accountNumber)] });
  if (found === undefined) throw noSuchCustomer();
  await audit(deps, { legalEntity, actor, action: "customer.viewed", subjects: [found.id] });
  return { customer: shown(found), currency, ...(await choicesOf(db, { legalEntity, customerId: found.id })) };
}

interface PutOne extends OfNumber {
  readonly version?: number | undefined;
  readonly change: Omit<CustomerChange, "accountNumber">;
  /** What the store has published, and the attributes that its page shows: others cannot be named (R25). */
  readonly atStore?: AtStore & { readonly made?: Made };
}

interface Made extends MadeAtStore {
  readonly intoBook: boolean;
  /** Their account in another legal entity (CS5): their phones are dialled as they were, and nobody has typed what stands there. */
  readonly from?: CustomerRow;
  /** When it is another one than that they were saved. */
  readonly action?: AuditAction;
}

/** What the store has published: values are judged by that, and not by what headquarters has since (PB6). */
export interface AtStore {
  readonly published: PosActor["published"];
  readonly store: StoreNumber;
  readonly setup: ClientelingSetup;
  readonly offered: ReadonlySet<AttributeCode>;
}

/** Stores one customer by the rules of a batch (C1, C21), if nobody saved a newer version meanwhile (OG2). */
export async function putOne(deps: Pick<Deps, "db" | "clock" | "disk">, one: PutOne): Promise<Reply<typeof putCustomer>> {
  return await inTransaction(deps.db, async (trx) => await storeOne({ ...deps, db: trx }, one));
}

/** The same inside of a transaction. */
export async function storeOne(
  { db: trx, clock, disk }: Pick<Deps, "clock" | "disk"> & { readonly db: Transaction<Database> },
  { legalEntity, accountNumber, actor, version, change, atStore }: PutOne,
): Promise<Reply<typeof putCustomer>> {
  assertRoomForRows({ disk }, [change]);
  const { currency } = atStore === undefined ? await entityOrRefusal(trx, legalEntity) : atStore.setup;
  const { rows, faults: form } = readChanges([{ ...change, accountNumber }]);
  const books = await unknownAddressBooks(trx, { legalEntity, named: rows.flatMap(booksNamed) });
  const number = readPersonId(accountNumber);
  await holdCurrency(trx, { legalEntity, currency });
  const terms = { definitions: atStore === undefined ? await heldDefinitions(trx, legalEntity) : definitionsAt(atStore), currency };
  const moved = atStore === undefined ? new Map<string, Wrong>() : await movedSince(trx, { legalEntity, change, ...atStore });
  const found = await customersByNumber(trx, { legalEntity, accountNumbers: [number], lock: true });
  refuseStale(found[0], { version, code: number });
  const held = heldOf(found);
  const { stored, beside } = held;
  // A key writes what its system says; a person chooses.
  const byPerson = actor.kind !== "apiKey";
  const { customers, faults: missing, stands } = customersAfter(rows, { ...terms, ...held, byPerson, now: sayingOf(actor, clock) });
  const made = atStore?.made;
  const isCopied = made?.from !== undefined;
  const asks = !isCopied && (found.length === 0 || namesValues(change));
  const isInBook = found[0] === undefined ? made?.intoBook === true : await isClient(trx, { legalEntity, customerId: found[0].id });
  const lacking = asks ? await lackingOf(trx, { legalEntity, customers, isInBook, atStore }) : [];
  const since = rows.flatMap(({ index, row }) =>
    [...moved].map(([code, what]) => ({ path: ["customers", index, "attributes", code], row: row.accountNumber, wrong: what })),
  );
  const hidden = atStore === undefined ? [] : faultsOfHidden(rows, { offered: atStore.offered, definitions: terms.definitions });
  const contacts = byPerson && !isCopied ? faultsOfContacts(rows, stored) : [];
  const wrongs = { form: [...form, ...missing, ...contacts], values: [...faultsOfValues(rows, { ...terms, stored }), ...hidden, ...lacking, ...since] };
  refuseBatch(legalEntity, {
    form: ofOne(wrongs.form),
    repeated: [],
    books: { ...books, faults: ofOne(books.faults) },
    values: ofOne(wrongs.values),
  });
  const good = customers.map(({ row }) => row);
  const countries = atStore === undefined ? await readCountries(trx, legalEntity) : await countriesKept(trx, { legalEntity, ...atStore });
  const named = new Set(rows.flatMap(({ row }) => (row.addressBooks === undefined ? [] : [row.accountNumber])));
  const kept = good.map((after) => {
    const putBeside = besideAfter(beside.get(number) ?? {}, { before: stored.get(number), after, byPerson });
    return rowOf(after, countries, { before: found[0], copied: made?.from, putBeside });
  });
  await storeGood({ db: trx, clock }, { legalEntity, actor, customers: good, rows: kept, found, named, made, ...(made?.action && { action: made.action }) });
  const [after] = await customersByNumber(trx, { legalEntity, accountNumbers: [number] });
  if (after === undefined) throw new Refusal("customer.unknown", {});
  const told = refusedRows([...faultsOfPhones({ rows, made: kept }), ...faultsOfFeed(rows, { stored, made: kept }), ...stands]).flatMap(({ errors }) => errors);
  return { ...shown(after), ...(told.length > 0 && { told }) };
}

function definitionsAt({ published }: AtStore): ReadonlyMap<string, Attribute> {
  return new Map(Object.entries(published.attributes));
}

/**
 * Values that mean something else at headquarters since the store's snapshot was made, and why they are not taken: its attribute is gone, is of another type, or
 * holds one value instead of several. Two decide as in PB3: what the store shows, and what every reader of the value will take it for.
 */
async function movedSince(
  trx: Transaction<Database>,
  { legalEntity, change, published, offered }: Pick<PutOne, "legalEntity" | "change"> & Pick<AtStore, "published" | "offered">,
): Promise<Map<string, Wrong>> {
  const given = Object.entries(change.attributes ?? {}).filter(([code, value]) => value !== null && offered.has(code as AttributeCode));
  const held = await heldShapes(trx, { legalEntity, codes: given.map(([code]) => code) });
  return new Map(
    given.flatMap(([code, value]): [string, Wrong][] => {
      const now = held.get(code);
      const shown = published.attributes[code];
      if (now === undefined) return [[code, wrong("attribute_value.unknown", {})]];
      if (now.type !== shown?.type) return [[code, wrong("attribute_value.type_changed", {})]];
      return Array.isArray(value) && !now.multiple && shown.multiple ? [[code, wrong("attribute_value.several", {})]] : [];
    }),
  );
}

/** Whether a change is about attributes. One that is not, such as an opt-out, never waits for a value that nobody knows (R29b). */
function namesValues({ attributes }: Pick<CustomerChange, "attributes">): boolean {
  return attributes === null || Object.keys(attributes ?? {}).length > 0;
}

/** Attributes that are there, but not on the customer's page at this store. What does not exist has a fault already. */
function faultsOfHidden(
  rows: readonly Row<CustomerChange>[],
  { offered, definitions }: { offered: ReadonlySet<AttributeCode>; definitions: ReadonlyMap<string, unknown> },
): Fault[] {
  return rows.flatMap(({ index, row: { accountNumber, attributes } }) =>
    Object.keys(attributes ?? {})
      .filter((code) => definitions.has(code) && !offered.has(code as AttributeCode))
      .map((code) => ({ path: ["customers", index, "attributes", code], row: accountNumber, wrong: wrong("attribute_value.unknown", {}) })),
  );
}

/** A form is not saved without the mandatory values (R29b): those of every customer, and of clients in a book those of their group too. */
async function lackingOf(
  trx: Transaction<Database>,
  {
    legalEntity,
    customers,
    isInBook,
    atStore,
  }: { legalEntity: LegalEntityCode; customers: readonly Row<Customer>[]; isInBook: boolean; atStore: PutOne["atStore"] },
): Promise<Fault[]> {
  const { customerAttributes, clientBookAttributes } = atStore?.setup ?? (await draftSetup(trx, legalEntity));
  const asked = [...customerAttributes, ...(isInBook ? clientBookAttributes : [])];
  const lacking = customers.map(({ index, row }) => ({ index, row, codes: [...new Set(lackingMandatory(asked, row.attributes))] }));
  const takes = atStore === undefined ? () => true : await takenNow(trx, { legalEntity, codes: lacking.flatMap(({ codes }) => codes), ...atStore });
  return lacking.flatMap(({ index, row: { accountNumber }, codes }) =>
    codes.filter(takes).map((code) => ({ path: ["customers", index, "attributes", code], row: accountNumber, wrong: wrong("attribute_value.mandatory", {}) })),
  );
}

/** Whether a value is taken now that fits what the store shows (R30b). Where none is, nobody can be asked for one. */
async function takenNow(
  trx: Transaction<Database>,
  { legalEntity, codes, published }: { legalEntity: LegalEntityCode; codes: readonly AttributeCode[] } & Pick<AtStore, "published">,
): Promise<(code: AttributeCode) => boolean> {
  if (codes.length === 0) return () => true;
  const held = await heldShapes(trx, { legalEntity, codes });
  return (code) => held.get(code)?.type === published.attributes[code]?.type;
}

/** The body is the customer, not a list of them. */
function ofOne(faults: readonly Fault[]): Fault[] {
  return faults.map(({ path, wrong }) => ({ path: path.slice(2), wrong }));
}
