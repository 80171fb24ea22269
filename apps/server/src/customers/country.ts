import { countryOf } from "@rapport/domain/phones";
import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";
import type { PosActor } from "../http/index.ts";
import { keysOfEntity } from "./derivation-queries.ts";
import { countriesOfStores, countryOfEntity, countryOfOneStore } from "./queries.ts";

type Country = ReturnType<typeof countryOf>;

/** The countries, and the attributes, by which a legal entity's customers are found and sorted (C5, C16, CS8). */
export interface Countries {
  /** In the order of their codes. */
  readonly searchedAttributes: readonly string[];
  readonly legalEntity: Country;
  /** The country of the stores with this customer address book, if it is the same for all. */
  readonly ofBook: ReadonlyMap<string, Country>;
}

export async function readCountries(db: Kysely<Database>, legalEntity: string): Promise<Countries> {
  const { country: own, searched_attributes } = await keysOfEntity(db, legalEntity);
  const found = new Map<string, Set<string | null>>();
  for (const { address_book, country } of await countriesOfStores(db, legalEntity))
    found.set(address_book, (found.get(address_book) ?? new Set()).add(country));
  const ofBook = [...found].flatMap(([book, countries]) => {
    const [country] = countries;
    return countries.size === 1 && typeof country === "string" ? [[book, countryOf(country)] as const] : [];
  });
  return { searchedAttributes: searched_attributes, legalEntity: own === null ? null : countryOf(own), ofBook: new Map(ofBook) };
}

/** The country by which a customer's phone numbers are read: their own, else that of their stores, else that of the legal entity. */
export function countryOfPhones(
  { country, addressBooks }: { readonly country: string; readonly addressBooks: readonly string[] },
  countries: Countries,
): Country {
  const ofStores = new Set(addressBooks.flatMap((book) => countries.ofBook.get(book) ?? []));
  const [store] = ofStores;
  return countryOf(country) ?? (ofStores.size === 1 && store !== undefined ? store : countries.legalEntity);
}

/** The country by which phone numbers typed at a register are read: its store's, else that of the legal entity. */
export function countryShown({ store, published }: PosActor): Country {
  const country = published.store[store]?.country ?? published.legalEntity["legalEntity"]?.country;
  return country === undefined ? null : countryOf(country);
}

/** The country by which phone numbers typed about a store at headquarters are read. */
export async function countryOfStore(db: Kysely<Database>, { legalEntity, store }: { legalEntity: string; store: string }): Promise<Country> {
  const own = await countryOfOneStore(db, { legalEntity, store });
  const country = own ?? (await countryOfEntity(db, legalEntity));
  return country === null ? null : countryOf(country);
}
