import { LegalEntityCode, Refusal, type Body, type Reply } from "@rapport/contract";
import { LEAST_CHARACTERS_OF_ALL_STORES, PartyId, type searchParties } from "@rapport/contract/customers";
import { customerSearchOf, displayNameOf, formsOfWord, initialsOf, isLongEnoughForAllStores } from "@rapport/domain";
import { digitsOfPhones, readPhones } from "@rapport/domain/phones";
import { audit, inPart } from "../audit/index.ts";
import type { Deps } from "../deps.ts";
import type { PosActor } from "../http/index.ts";
import { countryShown } from "./country.ts";
import { partiesFound, sharingEntities } from "./party-queries.ts";
import { criteriaOf } from "./search.ts";

const MOST_SHOWN = 20;
const LEAST_DIGITS_OF_A_NUMBER = 6;

/**
 * Customers of other legal entities that share theirs, who have no account in this one (CS5): by words of the name, and by a phone number, an e-mail address or an
 * address only whole, so that none of these can be read out piece by piece. Each legal entity's log names those of its customers who were shown.
 */
export async function partiesAtRegister(
  deps: Pick<Deps, "db" | "clock">,
  { actor, query, property }: Body<typeof searchParties> & { readonly actor: PosActor },
): Promise<Reply<typeof searchParties>> {
  if (!isLongEnoughForAllStores(query)) throw new Refusal("search.too_short", { least: LEAST_CHARACTERS_OF_ALL_STORES });
  const { db } = deps;
  const { words, phrase, digits } = customerSearchOf(query);
  if (!sharesCustomers(actor) || phrase === "") return NOBODY;
  const criteria = criteriaOf(actor);
  if (property !== null && !criteria.some((one) => one.property === property && one.shortcut)) throw new Refusal("search.no_shortcut", { property });
  // An account number is of one legal entity.
  const searched = new Set(property === null ? criteria.map((one) => one.property) : [property]);
  const entities = await sharingEntities(db, actor.legalEntity);
  if (entities.length === 0) return NOBODY;
  const numbers = digits === null || !searched.has("phone") ? [] : digitsOfPhones(readPhones(query, countryShown(actor)));
  const { rows, isCut } = await partiesFound(db, {
    legalEntity: actor.legalEntity,
    among: entities.map(({ code }) => code),
    names: searched.has("name") ? words.map(formsOfWord) : [],
    emails: searched.has("email") && phrase.includes("@") ? [phrase] : [],
    digits: numbers.filter((number) => number.length >= LEAST_DIGITS_OF_A_NUMBER),
    // A city alone is no address.
    addresses: searched.has("address") && /\p{N}/u.test(phrase) ? [phrase] : [],
    limit: MOST_SHOWN + 1,
  });
  const shown = rows.slice(0, MOST_SHOWN);
  for (const { code } of entities) {
    const subjects = shown.filter((row) => row.code === code).map(({ id }) => id);
    await audit(deps, { legalEntity: LegalEntityCode.parse(code), actor: inPart(actor, code), action: "customer.found", subjects });
  }
  return {
    more: rows.length > shown.length || isCut,
    parties: shown.map((row) => {
      const name = { firstName: row.first_name, lastName: row.last_name };
      return { partyId: PartyId.parse(row.party_id), name: displayNameOf(name), initials: initialsOf(name), city: row.city, legalEntity: row.entity };
    }),
  };
}

const NOBODY: Reply<typeof searchParties> = { parties: [], more: false };

/** As the store has it published. Headquarters' own state must agree (PB3). */
export function sharesCustomers({ published }: PosActor): boolean {
  return published.parameters["parameters"]?.sharesCustomers === true;
}
