import { LegalEntityCode, Refusal, type Body, type Reply } from "@rapport/contract";
import { LEAST_CHARACTERS_OF_ALL_STORES, PartyId, type searchParties } from "@rapport/contract/customers";
import { customerSearchOf, displayNameOf, initialsOf, isLongEnoughForAllStores } from "@rapport/domain";
import { digitsSearched } from "@rapport/domain/phones";
import { audit, inPart } from "../audit/index.ts";
import type { Deps } from "../deps.ts";
import type { PosActor } from "../http/index.ts";
import { countryShown } from "./country.ts";
import { partiesAmong, sharingEntities } from "./party-queries.ts";
import { criteriaOf } from "./search.ts";
import { customerSearch } from "./search-pages.ts";

const MOST_SHOWN = 20;

/** Customers of other legal entities that share theirs, who have no account in this one (CS5). Each legal entity's log names those of its customers who were shown. */
export async function partiesAtRegister(
  deps: Pick<Deps, "db" | "clock">,
  { actor, query }: Body<typeof searchParties> & { readonly actor: PosActor },
): Promise<Reply<typeof searchParties>> {
  if (!isLongEnoughForAllStores(query)) throw new Refusal("search.too_short", { least: LEAST_CHARACTERS_OF_ALL_STORES });
  const { db } = deps;
  const search = customerSearchOf(query);
  if (!sharesCustomers(actor) || search.phrase === "") return { parties: [], more: false };
  const entities = await sharingEntities(db, actor.legalEntity);
  const digits = digitsSearched(query, countryShown(actor));
  // An account number is of one legal entity.
  const properties = criteriaOf(actor).flatMap(({ property }) => (property === "accountNumber" ? [] : [property]));
  if (properties.length === 0) return { parties: [], more: false };
  const found = await Promise.all(
    entities.map(async ({ code, name }) => {
      const { rows } = await customerSearch(db, { legalEntity: code, search, digits, properties, addressBooks: null, after: null, limit: MOST_SHOWN });
      return rows.flatMap((row) => (row.fits_all ? [{ ...row, code, entity: name }] : []));
    }),
  );
  const all = found.flat();
  const partyOf = new Map((await partiesAmong(db, { legalEntity: actor.legalEntity, ids: all.map(({ id }) => id) })).map((row) => [row.id, row]));
  const foreign = all.filter(({ id }) => partyOf.get(id)?.is_here === false).toSorted((a, b) => b.fit - a.fit || (a.sort_name < b.sort_name ? -1 : 1));
  // Somebody who has accounts in several of them is one party.
  const parties = [...new Map(foreign.toReversed().map((row) => [partyOf.get(row.id)?.party_id, row])).values()].toReversed();
  const shown = parties.slice(0, MOST_SHOWN);
  for (const { code } of entities) {
    const subjects = shown.filter((row) => row.code === code).map(({ id }) => id);
    await audit(deps, { legalEntity: LegalEntityCode.parse(code), actor: inPart(actor, code), action: "customer.found", subjects });
  }
  return {
    more: parties.length > shown.length || found.some((rows) => rows.length > MOST_SHOWN),
    parties: shown.map((row) => {
      const name = { firstName: row.first_name, lastName: row.last_name };
      const partyId = PartyId.parse(partyOf.get(row.id)?.party_id);
      return { partyId, name: displayNameOf(name), initials: initialsOf(name), city: row.city, legalEntity: row.entity };
    }),
  };
}

/** As the store has it published. Headquarters' own state must agree (PB3). */
export function sharesCustomers({ published }: PosActor): boolean {
  return published.parameters["parameters"]?.sharesCustomers === true;
}
