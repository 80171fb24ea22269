import { AccountNumber, CustomerId, LegalEntityCode, Refusal, type Reply } from "@rapport/contract";
import { CHANNELS, type Customer, type openParty, type PartyId } from "@rapport/contract/customers";
import { consentOf, CONSENTS } from "@rapport/domain";
import { holdForChange, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { randomUUID } from "node:crypto";
import { audit, inPart } from "../audit/index.ts";
import type { Deps } from "../deps.ts";
import { assertRoomForRows, type PosActor } from "../http/index.ts";
import { hasNumbers, withNumbers } from "../organisation/index.ts";
import { publishedSetup } from "../parameters/index.ts";
import { countriesKept } from "./kept-countries.ts";
import { freeNumber, valuesOfDefault } from "./make-at-store.ts";
import { accountElsewhere, accountOfParty, sharingEntities } from "./party-queries.ts";
import { storeGood } from "./put-customers.ts";
import { customersByNumber } from "./queries.ts";
import { sharesCustomers } from "./search-parties.ts";
import { customerOf, rowOf } from "./stored-customer.ts";

type WriteDeps = Pick<Deps, "db" | "clock" | "disk">;

interface Opening {
  readonly actor: PosActor;
  readonly partyId: PartyId;
}

/** Gives a party of another legal entity an account here (CS5, case 61): exactly one, however many people open them at once. */
export async function openPartyAtStore(deps: WriteDeps, { actor, partyId }: Opening): Promise<Reply<typeof openParty>> {
  const { legalEntity, store } = actor;
  if (!sharesCustomers(actor)) throw new Refusal("party.unknown", {});
  const key = { legalEntity, reference: "customer", store } as const;
  return await withNumbers(deps.db, key, async (trx, next) => {
    // Whoever opens the same party waits here, and then finds the account.
    await holdForChange(trx, ["account of party", legalEntity, partyId]);
    const here = await accountOfParty(trx, { legalEntity, partyId });
    if (here !== undefined) {
      await audit({ ...deps, db: trx }, { legalEntity, actor, action: "customer.found", subjects: [here.id] });
      return { customerId: CustomerId.parse(here.id), accountNumber: AccountNumber.parse(here.account_number) };
    }
    const found = await accountOf(trx, { actor, partyId });
    if (found === undefined) throw new Refusal("party.unknown", {});
    if (!(await hasNumbers(trx, key))) throw new Refusal("party.no_number", {});
    const accountNumber = AccountNumber.parse(await freeNumber(trx, { legalEntity, next: async () => await next(trx) }));
    const customerId = CustomerId.parse(randomUUID());
    await storeParty({ ...deps, db: trx }, { actor, partyId, found, accountNumber, customerId });
    return { customerId, accountNumber };
  });
}

/** The party's account elsewhere, of a legal entity that shares its customers, with the country by which that one reads phone numbers. */
async function accountOf(trx: Transaction<Database>, { actor, partyId }: Opening) {
  const entities = await sharingEntities(trx, actor.legalEntity);
  const account = await accountElsewhere(trx, { legalEntities: entities.map(({ code }) => code), partyId });
  if (account === undefined) return undefined;
  const [row] = await customersByNumber(trx, { legalEntity: account.legal_entity, accountNumbers: [account.account_number] });
  const country = entities.find(({ code }) => code === account.legal_entity)?.country ?? "";
  return row && { row: { ...row, country: row.country === "" ? country : row.country }, of: LegalEntityCode.parse(account.legal_entity) };
}

interface Stored extends Opening {
  readonly found: NonNullable<Awaited<ReturnType<typeof accountOf>>>;
  readonly accountNumber: AccountNumber;
  readonly customerId: CustomerId;
}

/**
 * Who they are and how they are reached comes along, and what they do not want. What they allowed, they allowed the other legal entity; books, notes, attributes
 * and history stay there. Attributes begin as those of every new customer of the store (CC3).
 */
async function storeParty(
  deps: Pick<Deps, "clock" | "disk"> & { readonly db: Transaction<Database> },
  { actor, partyId, found: { row, of }, accountNumber, customerId }: Stored,
): Promise<void> {
  const { db: trx } = deps;
  const { legalEntity, store, published } = actor;
  const setup = await publishedSetup(trx, actor);
  const { attributes } = await valuesOfDefault({ ...deps, db: trx }, { actor: inPart(actor, "default") as PosActor, setup });
  const addressBooks = [...(published.store[store]?.customerAddressBooks ?? [])];
  const customer = { ...withoutPermissions(customerOf(row)), accountNumber, addressBooks, attributes } as Customer;
  assertRoomForRows(deps, [customer]);
  const countries = await countriesKept(trx, { legalEntity, published, store });
  await storeGood(deps, {
    legalEntity,
    actor,
    customers: [customer],
    // Phones are dialled as they were.
    rows: [rowOf(customer, countries, { before: row, putBeside: {} })],
    found: [],
    named: new Set([accountNumber]),
    made: { id: customerId, by: actor.workerId, alike: [], party: partyId },
    action: "customer.party_opened",
  });
  await audit(deps, { legalEntity: of, actor: inPart(actor, "party"), action: "customer.viewed", subjects: [row.id] });
}

function withoutPermissions(customer: Customer): Customer {
  const permitted = CHANNELS.filter((channel) => consentOf(customer, channel).state === "allowed");
  return { ...customer, ...Object.fromEntries(permitted.flatMap((channel) => Object.values(CONSENTS[channel]).map((field) => [field, ""]))) };
}
