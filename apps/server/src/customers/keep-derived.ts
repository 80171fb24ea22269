import { inTransaction } from "@rapport/operational";
import type { Deps, Running } from "../deps.ts";
import { readCountries, type Countries } from "./country.ts";
import { derivations, saveDerivation } from "./derivation-queries.ts";
import { beginToKeep, madeForOf } from "./kept-countries.ts";
import { changeCustomers, customersAfterNumber, type CustomerRow } from "./queries.ts";
import { contactsOf, customerOf, putBesideOf, rowOf } from "./stored-customer.ts";

const LOOK_EVERY_MS = 5_000;
const AT_ONCE = 500;

/**
 * Keeps the stored keys by which customers are found, dialled and sorted up to date. Keys made by an earlier version, or before the country of a legal
 * entity or a store changed, or an attribute to search by was chosen, are made again in the background, some customers at a time.
 */
export async function start(deps: Deps): Promise<Running> {
  const state = { work: Promise.resolve(), busy: false, stopping: false };
  const look = (): void => {
    if (state.busy) return;
    state.busy = true;
    state.work = deriveAll(deps, () => state.stopping)
      .catch((error: unknown) => deps.log.error({ err: error }, "the search texts of customers could not be written anew"))
      .finally(() => (state.busy = false));
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  look();
  return {
    stop: async () => {
      state.stopping = true;
      clearInterval(timer);
      await state.work;
    },
  };
}

/** Makes the keys again in each legal entity whose keys do not match its rules and countries. */
export async function deriveAll({ db }: Pick<Deps, "db">, isStopping: () => boolean = () => false): Promise<void> {
  for (const { code: legalEntity, made_for } of await derivations(db)) {
    const countries = await readCountries(db, legalEntity);
    const madeFor = madeForOf(countries);
    if (madeFor === made_for) continue;
    await beginToKeep({ db }, { legalEntity, madeFor });
    for (let after: string | null = ""; after !== null;) {
      if (isStopping()) return;
      after = await deriveSome({ db }, { legalEntity, countries, after });
    }
    await saveDerivation(db, { legalEntity, madeFor });
  }
}

/** The last account number that was done; null when there are no more. */
async function deriveSome(
  { db }: Pick<Deps, "db">,
  { legalEntity, countries, after }: { legalEntity: string; countries: Countries; after: string },
): Promise<string | null> {
  return await inTransaction(db, async (trx) => {
    const rows = await customersAfterNumber(trx, { legalEntity, after, limit: AT_ONCE, lock: true });
    await changeCustomers(trx, {
      legalEntity,
      customers: rows.map((row) => rowOf(customerOf(row), countries, { before: severalCountries(row) ? row : undefined, putBeside: putBesideOf(row) })),
    });
    return rows.at(-1)?.account_number ?? null;
  });
}

/** Phones of somebody with addresses in several countries were read by one of them, which need not be that of the primary one now (C5). */
function severalCountries(row: CustomerRow): boolean {
  return contactsOf(row).otherAddresses.some(({ country }) => country !== row.country);
}
