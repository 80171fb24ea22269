import { AccountNumber, CustomerId, Refusal, type Body, type LegalEntityCode, type Reply } from "@rapport/contract";
import type { createCustomer, CustomerChange, findAlikeAtStore, getNewCustomerAtStore } from "@rapport/contract/customers";
import { displayNameOf, searchable, sortNameOf } from "@rapport/domain";
import { countryOf, digitsOfPhones, readPhones } from "@rapport/domain/phones";
import { holdForChange, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { audit } from "../audit/index.ts";
import type { Deps } from "../deps.ts";
import type { PosActor } from "../http/index.ts";
import { hasNumbers } from "../organisation/index.ts";
import { publishedSetup, type ClientelingSetup, type GroupAttribute } from "../parameters/index.ts";
import { alikeCustomers, type AlikeRow } from "./alike-queries.ts";
import { countryShown } from "./country.ts";
import { storeOne } from "./edit-customer.ts";
import { editedAttribute } from "./make-customer.ts";
import { customersAmong, customerWithId } from "./made-queries.ts";
import { countryOfEntity, customersByNumber, customerIdOf } from "./queries.ts";
import { customerOf } from "./stored-customer.ts";

/** What a form at the POS needs to make a customer (CC2 to CC4), by what the store has published. */
export async function readNewStoreForm(deps: Pick<Deps, "db" | "clock">, actor: PosActor): Promise<Reply<typeof getNewCustomerAtStore>> {
  const { db } = deps;
  const setup = await publishedSetup(db, actor);
  const ofBook = ofBookOnly(setup);
  return {
    attributes: [...setup.customerAttributes, ...ofBook].map(({ code, definition }) => editedAttribute(code, { definition, setup })),
    ofBook: ofBook.map(({ code }) => code),
    currency: setup.currency,
    begin: { country: storeOf(actor)?.country ?? "", ...(await valuesOfDefault(deps, { actor, setup })) },
    numbered: await hasNumbers(db, { legalEntity: actor.legalEntity, reference: "customer" }),
  };
}

function ofBookOnly(setup: ClientelingSetup): readonly GroupAttribute[] {
  return setup.clientBookAttributes.filter(({ code }) => !setup.customerAttributes.some((other) => other.code === code));
}

function storeOf({ published, store }: PosActor) {
  return published.store[store];
}

/** Of the store's default customer: their language, and the values that every customer has, but no days, which are of one person (CC3). */
export async function valuesOfDefault(
  deps: Pick<Deps, "db" | "clock">,
  { actor, setup }: { actor: PosActor; setup: ClientelingSetup },
): Promise<Pick<Reply<typeof getNewCustomerAtStore>["begin"], "preferredLanguage" | "attributes">> {
  const { legalEntity } = actor;
  const accountNumber = storeOf(actor)?.defaultCustomer ?? null;
  const [found] = accountNumber === null ? [] : await customersByNumber(deps.db, { legalEntity, accountNumbers: [accountNumber] });
  if (found === undefined) return { preferredLanguage: "", attributes: {} };
  await audit(deps, { legalEntity, actor, action: "customer.viewed", subjects: [found.id] });
  const { attributes, preferredLanguage } = customerOf(found);
  const copied = setup.customerAttributes.filter(({ code, definition }) => definition.type !== "date" && Object.hasOwn(attributes, code));
  const values = copied.flatMap(({ code }) => (attributes[code] === undefined ? [] : [[code, attributes[code]] as const]));
  return { preferredLanguage, attributes: Object.fromEntries(values) };
}

const MOST_ALIKE = 10;
const LEAST_DIGITS_OF_A_NUMBER = 6;

/** Customers of the legal entity who may be the one that is being made (CC10). Only whole numbers, addresses and names with a day count. */
export async function alikeAtStore(
  deps: Pick<Deps, "db" | "clock">,
  { actor, firstName, lastName, country, days, ...typed }: Body<typeof findAlikeAtStore> & { readonly actor: PosActor },
): Promise<Reply<typeof findAlikeAtStore>> {
  const { db } = deps;
  const { legalEntity } = actor;
  const reading = countryOf(country) ?? countryShown(actor);
  const emails = typed.emails.map(searchable).filter((address) => address.includes("@"));
  const digits = digitsOfPhones(typed.phones.flatMap((field) => readPhones(field, reading))).filter((number) => number.length >= LEAST_DIGITS_OF_A_NUMBER);
  const ofEntity = await countryOfEntity(db, legalEntity);
  const sortName = sortNameOf({ firstName, lastName }, ofEntity === null ? null : countryOf(ofEntity));
  const known = Object.entries(days).filter(([, day]) => day !== "");
  const named = { sortName, days: lastName === "" ? [] : known };
  const found = await alikeCustomers(db, { legalEntity, accountNumber: "", emails, digits, named, limit: MOST_ALIKE + 1 });
  const rows = found.slice(0, MOST_ALIKE);
  await audit(deps, { legalEntity, actor, action: "customer.found", subjects: rows.map(({ id }) => id) });
  return {
    more: found.length > rows.length,
    customers: rows.map((row) => ({
      customerId: CustomerId.parse(row.id),
      name: displayNameOf({ firstName: row.first_name, lastName: row.last_name }),
      city: row.city,
      by: likenessesOf(row, { emails, digits, named }),
    })),
  };
}

interface Asked {
  readonly emails: readonly string[];
  readonly digits: readonly string[];
  readonly named: { readonly sortName: string; readonly days: readonly (readonly [string, string])[] };
}

function likenessesOf(row: AlikeRow, { emails, digits, named }: Asked) {
  const has = {
    email: [row.email, ...row.other_emails.map(({ address }) => address)].some((address) => emails.includes(searchable(address))),
    phone: row.phone_digits.split(" ").some((number) => digits.includes(number)),
    nameAndDay: row.sort_name === named.sortName && named.days.some(([code, day]) => row.attributes[code] === day),
  };
  return (["phone", "email", "nameAndDay"] as const).filter((likeness) => has[likeness]);
}

type Making = Omit<Body<typeof createCustomer>, "accountNumber"> & {
  readonly actor: PosActor;
  readonly customerId: CustomerId;
  /** Gives the account number: the next of the sequence, or what was typed. */
  readonly nextNumber: () => Promise<string>;
};

/** Makes a customer once, however often the device sends them, in the store's customer address books. The id was chosen by the device. */
export async function makeAtStore(
  deps: Pick<Deps, "clock" | "disk"> & { readonly db: Transaction<Database> },
  { actor, customerId, nextNumber, intoMyBook, shown, ...change }: Making,
): Promise<{ readonly accountNumber: AccountNumber; readonly isNew: boolean }> {
  const { db: trx } = deps;
  const { legalEntity } = actor;
  await holdForChange(trx, ["customer made", customerId]);
  const known = await customerWithId(trx, customerId);
  if (known !== undefined) {
    if (known.legal_entity !== legalEntity || known.made_by !== actor.workerId) throw new Refusal("customer.id_in_use", {});
    return { accountNumber: AccountNumber.parse(known.account_number), isNew: false };
  }
  const setup = await publishedSetup(trx, actor);
  const offered = [...setup.customerAttributes, ...(intoMyBook ? ofBookOnly(setup) : [])];
  const alike = await customersAmong(trx, { legalEntity, ids: shown });
  const made = await storeOne(deps, {
    legalEntity,
    // A number that is missing is a fault of the form.
    accountNumber: (await nextNumber()) as AccountNumber,
    actor,
    // Whoever has the number already is not changed.
    version: 0,
    change: { ...change, addressBooks: [...(storeOf(actor)?.customerAddressBooks ?? [])] } as Omit<CustomerChange, "accountNumber">,
    atStore: {
      published: actor.published,
      store: actor.store,
      setup,
      offered: new Set(offered.map(({ code }) => code)),
      made: { id: customerId, by: actor.workerId, alike, intoBook: intoMyBook },
    },
  });
  return { accountNumber: made.accountNumber, isNew: true };
}

/** A number of the sequence that no customer has: one that was set back passes over those in use. */
export async function freeNumber(trx: Transaction<Database>, { legalEntity, next }: { legalEntity: LegalEntityCode; next: () => Promise<string> }) {
  for (;;) {
    const accountNumber = await next();
    if ((await customerIdOf(trx, { legalEntity, accountNumber })) === undefined) return accountNumber;
  }
}
