import { countryOf } from "@rapport/domain/phones";
import { holdAgainstChange, holdForChange, inTransaction, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import type { PosActor } from "../http/index.ts";
import type { Countries } from "./country.ts";
import { beginDerivation, keptFor } from "./derivation-queries.ts";
import { RULES } from "./stored-customer.ts";

/**
 * The countries by which the keys of all customers are kept now, for a customer who is written at a register: its store has published its own country and knows
 * no other store's (PB6). Until they are kept for the first time, it is what the store has published.
 */
export async function countriesKept(
  trx: Transaction<Database>,
  { legalEntity, store, published }: { readonly legalEntity: string } & Pick<PosActor, "store" | "published">,
): Promise<Countries> {
  // Whoever begins to keep them by others waits for this write, and then makes its keys anew.
  await holdAgainstChange(trx, keysOf(legalEntity));
  const kept = Kept.safeParse(JSON.parse((await keptFor(trx, legalEntity)) ?? "null")).data;
  if (kept !== undefined) return countriesIn(kept);
  const own = published.store[store];
  const country = published.legalEntity["legalEntity"]?.country ?? null;
  const ofStore = own?.country ?? null;
  return {
    searchedAttributes: published.parameters["parameters"]?.searchAttributes ?? [],
    legalEntity: country === null ? null : countryOf(country),
    ofBook: new Map(ofStore === null ? [] : (own?.customerAddressBooks ?? []).map((book) => [book, countryOf(ofStore)] as const)),
  };
}

/** From now on customers are written by these countries, and the keys of all others are made again. */
export async function beginToKeep({ db }: Pick<Deps, "db">, { legalEntity, madeFor }: { legalEntity: string; madeFor: string }): Promise<void> {
  await inTransaction(db, async (trx) => {
    await holdForChange(trx, keysOf(legalEntity));
    await beginDerivation(trx, { legalEntity, madeFor });
  });
}

/** The rules and countries as they are stored. */
export function madeForOf({ legalEntity, ofBook, searchedAttributes }: Countries): string {
  // Without such attributes as it always was, so that nothing is made again for them.
  return JSON.stringify([RULES, legalEntity, [...ofBook], ...(searchedAttributes.length === 0 ? [] : [searchedAttributes])]);
}

const Country = z
  .string()
  .nullable()
  .transform((code) => (code === null ? null : countryOf(code)));
const Kept = z.union([
  z.tuple([z.int(), Country, z.array(z.tuple([z.string(), Country]))]),
  z.tuple([z.int(), Country, z.array(z.tuple([z.string(), Country])), z.array(z.string())]),
]);

function countriesIn([, legalEntity, ofBook, searchedAttributes = []]: z.output<typeof Kept>): Countries {
  return { legalEntity, ofBook: new Map(ofBook), searchedAttributes };
}

function keysOf(legalEntity: string): readonly string[] {
  return ["keys of customers", legalEntity];
}
