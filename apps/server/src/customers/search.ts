import { AccountNumber, AttributeCode, CustomerId, OperatorId, Refusal, type Body, type Reply } from "@rapport/contract";
import { EVERY_CRITERION, type SearchCriterion } from "@rapport/contract/clienteling";
import { LEAST_CHARACTERS_OF_ALL_STORES, type searchCustomers } from "@rapport/contract/customers";
import { customerSearchOf, displayNameOf, faultOfSearchAttribute, initialsOf, isLongEnoughForAllStores, valueLine, valuesLabelled } from "@rapport/domain";
import { digitsSearched } from "@rapport/domain/phones";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { audit } from "../audit/index.ts";
import { readPlace, writePlace, type PosActor } from "../http/index.ts";
import { mineAmong } from "./book-queries.ts";
import { countryShown } from "./country.ts";
import { isPrepared } from "./derivation-queries.ts";
import { customerSearch } from "./search-pages.ts";
import { foundContactsOf } from "./stored-customer.ts";

/** A page of the customers of the store's customer address books, or of all stores (CS3 to CS7). */
export async function searchAtRegister(
  deps: Pick<Deps, "db" | "clock">,
  { actor, query, scope, property, attribute, cursor, limit }: Body<typeof searchCustomers> & { actor: PosActor },
): Promise<Reply<typeof searchCustomers>> {
  if (scope === "all" && !isLongEnoughForAllStores(query)) {
    throw new Refusal("search.too_short", { least: LEAST_CHARACTERS_OF_ALL_STORES });
  }
  const { legalEntity } = actor;
  const criteria = criteriaOf(actor);
  if (property !== null && !criteria.some((one) => one.property === property && one.shortcut)) throw new Refusal("search.no_shortcut", { property });
  const value = attribute === null ? null : await valueSearched(deps, { actor, attribute, query });
  const properties = property === null ? criteria.map((one) => one.property) : [property];
  const search = customerSearchOf(query);
  // Invisible characters are not compared.
  if (search.phrase === "") return { matching: 0, nextCursor: null, customers: [] };
  const after = cursor === null ? null : placeOf(readPlace(cursor, Place));
  const digits = digitsSearched(query, countryShown(actor));
  const { matching, rows } = await customerSearch(deps.db, {
    legalEntity,
    search,
    digits,
    properties,
    value,
    addressBooks: scope === "store" ? (actor.published.store[actor.store]?.customerAddressBooks ?? []) : null,
    after,
    limit,
  });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const customerIds = page.map(({ id }) => id);
  const [mine] = await Promise.all([
    mineAmong(deps.db, { legalEntity, workerId: actor.workerId, customerIds }),
    audit(deps, { legalEntity, actor, action: "customer.found", subjects: customerIds }),
  ]);
  return {
    matching,
    nextCursor: last === undefined ? null : writePlace([last.fits_all, last.fit, last.sort_name, last.id]),
    customers: page.map((row) => {
      const name = { firstName: row.first_name, lastName: row.last_name };
      return {
        customerId: CustomerId.parse(row.id),
        accountNumber: AccountNumber.parse(row.account_number),
        matchesAll: row.fits_all,
        name: displayNameOf(name),
        initials: initialsOf(name),
        ...foundContactsOf(row, { search, digits, properties: value === null ? properties : [] }),
        inBook: mine.has(row.id) ? "mine" : row.owner_operator_id === null ? null : "others",
        owner:
          row.owner_operator_id === null || !mayKnowOwner(actor, row.owner_operator_id)
            ? null
            : { operatorId: OperatorId.parse(row.owner_operator_id), name: row.owner_name ?? "" },
      };
    }),
  };
}

/** What is looked for in one attribute. Refused when the store has no such shortcut, or it does not hold any more (CS8). */
async function valueSearched(
  { db }: Pick<Deps, "db">,
  { actor, attribute, query }: { readonly actor: PosActor; readonly attribute: string; readonly query: string },
) {
  const { legalEntity, published } = actor;
  if (!searchAttributesOf(actor).includes(attribute)) throw new Refusal("search.no_shortcut", { property: attribute });
  const why = faultAtStore(actor, attribute);
  if (why !== null) throw new Refusal("search.attribute_unfit", { attribute, why });
  if (!(await isPrepared(db, { legalEntity, attribute }))) throw new Refusal("search.attribute_preparing", { attribute });
  const labelled = valuesLabelled(published.attributes[attribute] ?? {}, query);
  return { begins: valueLine(attribute, query), is: labelled.map((one) => valueLine(attribute, one)) };
}

function searchAttributesOf({ published }: PosActor): readonly string[] {
  return published.parameters["parameters"]?.searchAttributes ?? [];
}

function faultAtStore({ published }: PosActor, code: string) {
  const group = published.parameters["parameters"]?.customerAttributeGroup ?? null;
  return faultOfSearchAttribute(code, { definition: published.attributes[code], group: group === null ? undefined : published.attributeGroups[group] });
}

/** The attributes that the store searches alone, in the order of headquarters. One that does not hold any more is not offered. */
export function shortcutAttributesOf(actor: PosActor) {
  return searchAttributesOf(actor)
    .filter((code) => faultAtStore(actor, code) === null)
    .flatMap((code) => {
      const definition = actor.published.attributes[code];
      return definition === undefined ? [] : [{ attribute: AttributeCode.parse(code), name: definition.name }];
    });
}

/** Whose client somebody is shows to the owner, and to people who may see the books of the store (RI2b). */
function mayKnowOwner({ permissions, operatorId }: PosActor, owner: string): boolean {
  return owner === operatorId || permissions.has("clientBook.viewStore");
}

/** What the store searches, by its snapshot (PB6, CS8). */
export function criteriaOf({ published }: PosActor): readonly SearchCriterion[] {
  return published.parameters["parameters"]?.searchCriteria ?? EVERY_CRITERION;
}

const Place = z.tuple([z.boolean(), z.int(), z.string(), z.uuid()]);

function placeOf([fitsAll, fit, sortName, customerId]: z.output<typeof Place>) {
  return { fitsAll, fit, sortName, customerId };
}
