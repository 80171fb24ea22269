import { AccountNumber, CustomerId, LegalEntityCode, Refusal, type AddressBookCode, type Body, type Reply } from "@rapport/contract";
import type { AttributeValue } from "@rapport/contract/clienteling";
import { CHANNELS, type Customer, type CustomerChange, type openParty, type PartyId } from "@rapport/contract/customers";
import { consentOf, CONSENTS, displayNameOf, faultOfValue, initialsOf, searchable } from "@rapport/domain";
import { holdForChange, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { randomUUID } from "node:crypto";
import { heldShapes } from "../attributes/index.ts";
import { audit, inPart } from "../audit/index.ts";
import type { Deps } from "../deps.ts";
import type { PosActor } from "../http/index.ts";
import { hasNumbers, unknownAddressBooks, withNumbers } from "../organisation/index.ts";
import { publishedSetup } from "../parameters/index.ts";
import { alikeCustomers, type AlikeRow } from "./alike-queries.ts";
import { storeOne, type AtStore } from "./edit-customer.ts";
import { freeNumber, valuesOfDefault } from "./make-at-store.ts";
import { accountElsewhere, accountOfParty, booksOf, sharingEntities, tieToParty } from "./party-queries.ts";
import { customersByNumber, type CustomerRow } from "./queries.ts";
import { sharesCustomers } from "./search-parties.ts";
import { customerOf } from "./stored-customer.ts";

type WriteDeps = Pick<Deps, "db" | "clock" | "disk">;
type InTransaction = Pick<Deps, "clock" | "disk"> & { readonly db: Transaction<Database> };

interface Opening extends Body<typeof openParty> {
  readonly actor: PosActor;
  readonly partyId: PartyId;
}

/** Gives a party of another legal entity an account here (CS5, case 61): exactly one, however many people open them at once. */
export async function openPartyAtStore(deps: WriteDeps, { actor, partyId, ...chosen }: Opening): Promise<Reply<typeof openParty>> {
  const { legalEntity, store } = actor;
  if (!sharesCustomers(actor)) throw new Refusal("party.unknown", {});
  const key = { legalEntity, reference: "customer", store } as const;
  return await withNumbers(deps.db, key, async (trx, next) => {
    const inside = { ...deps, db: trx };
    // Whoever opens the same party waits here, and then finds the account.
    await holdForChange(trx, ["account of party", legalEntity, partyId]);
    const here = await accountOfParty(trx, { legalEntity, partyId });
    if (here !== undefined) return await openedHere(inside, { actor, account: here });
    const found = await accountOf(trx, { actor, partyId });
    if (found === undefined) throw new Refusal("party.unknown", {});
    const alike = await alikeTo(trx, { legalEntity, row: found.row });
    const same = alike.find(({ id }) => id === chosen.same);
    if (same !== undefined) {
      await tieToParty(trx, { legalEntity, customerId: same.id, partyId });
      await audit(inside, { legalEntity: found.of, actor: inPart(actor, "party"), action: "customer.found", subjects: [found.row.id] });
      return await openedHere(inside, { actor, account: same });
    }
    const ids: readonly string[] = chosen.shown;
    if (alike.slice(0, MOST_ALIKE).some(({ id }) => !ids.includes(id))) return await toChoose(inside, { actor, alike });
    if (!(await hasNumbers(trx, key))) throw new Refusal("party.no_number", {});
    const accountNumber = AccountNumber.parse(await freeNumber(trx, { legalEntity, next: async () => await next(trx) }));
    const customerId = CustomerId.parse(randomUUID());
    await storeParty(inside, { actor, partyId, found, accountNumber, customerId, alike: alike.slice(0, MOST_ALIKE).map(({ id }) => id) });
    return opened({ id: customerId, account_number: accountNumber });
  });
}

const MOST_ALIKE = 10;
const LEAST_DIGITS_OF_A_NUMBER = 6;

interface Account {
  readonly id: string;
  readonly account_number: string;
}

function opened({ id, account_number }: Account): Reply<typeof openParty> {
  return { opened: { customerId: CustomerId.parse(id), accountNumber: AccountNumber.parse(account_number) }, alike: [], more: false };
}

/** Who has an account here already comes into this store's customer address books too, so that the store finds them. */
async function openedHere(deps: InTransaction, { actor, account }: { readonly actor: PosActor; readonly account: Account }): Promise<Reply<typeof openParty>> {
  const { db: trx } = deps;
  const { legalEntity } = actor;
  const accountNumber = AccountNumber.parse(account.account_number);
  // Whoever changes their address books at this moment waits, or is waited for.
  await customersByNumber(trx, { legalEntity, accountNumbers: [accountNumber], lock: true });
  const has = await booksOf(trx, { legalEntity, customerId: account.id });
  const lacks = (await booksOfStore(trx, actor)).filter((book) => !has.includes(book));
  if (lacks.length === 0) await audit(deps, { legalEntity, actor, action: "customer.found", subjects: [account.id] });
  else {
    const change = { addressBooks: [...has, ...lacks] as AddressBookCode[] };
    await storeOne(deps, { legalEntity, accountNumber, actor, change, atStore: { ...(await publishedTo(trx, actor)), offered: new Set() } });
  }
  return opened(account);
}

/** The store's customer address books as it has them published, those that are still there. */
async function booksOfStore(trx: Transaction<Database>, { legalEntity, store, published }: PosActor): Promise<AddressBookCode[]> {
  const books = (published.store[store]?.customerAddressBooks ?? []) as readonly AddressBookCode[];
  const { unknown } = await unknownAddressBooks(trx, { legalEntity, named: books.map((code) => ({ code, path: [], row: "" })) });
  return books.filter((code) => !unknown.includes(code));
}

async function publishedTo(trx: Transaction<Database>, actor: PosActor): Promise<Omit<AtStore, "offered">> {
  return { published: actor.published, store: actor.store, setup: await publishedSetup(trx, actor) };
}

/** Customers of this legal entity who have a phone number or an e-mail address of the party (CC10); only whole ones count. */
async function alikeTo(
  trx: Transaction<Database>,
  { legalEntity, row }: { readonly legalEntity: LegalEntityCode; readonly row: CustomerRow & { readonly phone_digits: string } },
) {
  const { email, otherEmails } = customerOf(row);
  const emails = [email, ...otherEmails.map(({ address }) => address)].map(searchable).filter((address) => address.includes("@"));
  const digits = row.phone_digits.split(" ").filter((number) => number.length >= LEAST_DIGITS_OF_A_NUMBER);
  return await alikeCustomers(trx, { legalEntity, accountNumber: "", emails, digits, limit: MOST_ALIKE + 1 });
}

/** Nobody is made yet: somebody says first whether one of these is the same person. */
async function toChoose(
  deps: InTransaction,
  { actor, alike }: { readonly actor: PosActor; readonly alike: readonly AlikeRow[] },
): Promise<Reply<typeof openParty>> {
  const shown = alike.slice(0, MOST_ALIKE);
  await audit(deps, { legalEntity: actor.legalEntity, actor, action: "customer.found", subjects: shown.map(({ id }) => id) });
  return {
    opened: null,
    more: alike.length > shown.length,
    alike: shown.map((row) => {
      const name = { firstName: row.first_name, lastName: row.last_name };
      const account = { customerId: CustomerId.parse(row.id), accountNumber: AccountNumber.parse(row.account_number) };
      return { ...account, name: displayNameOf(name), initials: initialsOf(name), city: row.city };
    }),
  };
}

/** The party's account elsewhere, of a legal entity that shares its customers. */
async function accountOf(trx: Transaction<Database>, { actor, partyId }: Pick<Opening, "actor" | "partyId">) {
  const entities = await sharingEntities(trx, actor.legalEntity);
  const account = await accountElsewhere(trx, { legalEntities: entities.map(({ code }) => code), partyId });
  if (account === undefined) return undefined;
  const [row] = await customersByNumber(trx, { legalEntity: account.legal_entity, accountNumbers: [account.account_number] });
  const entity = entities.find(({ code }) => code === account.legal_entity)?.name ?? account.legal_entity;
  return row && { row: { ...row, phone_digits: account.phone_digits }, entity, of: LegalEntityCode.parse(account.legal_entity) };
}

interface Stored extends Pick<Opening, "actor" | "partyId"> {
  readonly found: NonNullable<Awaited<ReturnType<typeof accountOf>>>;
  readonly accountNumber: AccountNumber;
  readonly customerId: CustomerId;
  /** Customers here who were shown as alike. */
  readonly alike: readonly string[];
}

/**
 * Who they are and how they are reached comes along, and what they do not want. What they allowed, they allowed the other legal entity; books, notes, attributes
 * and history stay there. Attributes begin as those of every new customer of the store (CC3).
 */
async function storeParty(deps: InTransaction, { actor, partyId, found: { row, of, entity }, accountNumber, customerId, alike }: Stored): Promise<void> {
  const { db: trx } = deps;
  const { legalEntity } = actor;
  const atStore = await publishedTo(trx, actor);
  const begin = await valuesOfDefault(deps, { actor: inPart(actor, "default") as PosActor, setup: atStore.setup });
  const attributes = await stillMeant(trx, { actor, values: begin.attributes, currency: atStore.setup.currency });
  const { accountNumber: _, ...person } = told(customerOf(row), entity);
  const change = {
    ...person,
    preferredLanguage: person.preferredLanguage === "" ? begin.preferredLanguage : person.preferredLanguage,
    addressBooks: await booksOfStore(trx, actor),
    attributes,
  } as Omit<CustomerChange, "accountNumber">;
  const action = alike.length > 0 ? "customer.made_beside_alike" : "customer.party_opened";
  const made = { id: customerId, by: actor.workerId, alike, party: partyId, intoBook: false, from: row, action } as const;
  const offered = new Set(atStore.setup.customerAttributes.map(({ code }) => code));
  await storeOne(deps, { legalEntity, accountNumber, actor, version: 0, change, atStore: { ...atStore, offered, made } });
  await audit(deps, { legalEntity: of, actor: inPart(actor, "party"), action: "customer.viewed", subjects: [row.id] });
}

/** Values of the default customer whose attributes are still what the store shows (R30b). The others are asked for when they are edited next. */
async function stillMeant(
  trx: Transaction<Database>,
  { actor, values, currency }: { readonly actor: PosActor; readonly values: Customer["attributes"]; readonly currency: string },
) {
  const held = await heldShapes(trx, { legalEntity: actor.legalEntity, codes: Object.keys(values) });
  const isMeant = ([code, value]: [string, AttributeValue]) => {
    const [now, shown] = [held.get(code), actor.published.attributes[code]];
    if (now === undefined || shown === undefined || now.type !== shown.type) return false;
    return (now.multiple || !Array.isArray(value)) && faultOfValue(shown, { value, currency, held: undefined }) === null;
  };
  return Object.fromEntries(Object.entries(values).filter(isMeant));
}

const LONGEST_PLACE = 100;

/** Without what they allowed. What they did not allow was said at the other legal entity. */
function told(customer: Customer, entity: string): Customer {
  const fields = CHANNELS.flatMap((channel): [string, string][] => {
    const { state, at, where } = CONSENTS[channel];
    const consent = consentOf(customer, channel);
    if (consent.state === "notAllowed")
      return [
        [
          where,
          [entity, consent.where]
            .filter((part) => part !== "")
            .join(", ")
            .slice(0, LONGEST_PLACE)
            .trim(),
        ],
      ];
    return [state, at, where].map((field) => [field, ""]);
  });
  return { ...customer, ...Object.fromEntries(fields) };
}
