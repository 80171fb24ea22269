import { AccountNumber, CustomerId, OperatorId, Refusal, StoreNumber, type Body, type LegalEntityCode, type Reply } from "@rapport/contract";
import { wrong } from "@rapport/contract/refusals";
import { LEAST_CHARACTERS_OF_ALL_STORES, type findCustomers, type getCustomerFilters } from "@rapport/contract/customers";
import { customerSearchOf, displayNameOf, inEveryLanguage, isLongEnoughForAllStores } from "@rapport/domain";
import { countryOf, digitsSearched } from "@rapport/domain/phones";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { audit } from "../audit/index.ts";
import { readPlace, writePlace, type Actor } from "../http/index.ts";
import { attributeConditions, draftSetup, refinableAttributes, todayOf } from "../parameters/index.ts";
import { countryOfStore } from "./country.ts";
import { listedCounts, listedPage, ownersByName, storesByName, type CustomerList, type From } from "./list-queries.ts";
import { countryOfEntity } from "./queries.ts";
import { foundContactsOf } from "./stored-customer.ts";

/** Where the next page begins, with what was counted on the first one. */
const Place = z
  .tuple([z.object({ total: z.int().min(0), matching: z.int().min(0), fitsAll: z.boolean(), fit: z.int(), key: z.string().nullable(), id: z.uuid() })])
  .transform(([place]) => place);

type Asked = Body<typeof findCustomers> & { readonly legalEntity: LegalEntityCode; readonly actor: Actor };

/** A page of headquarters' list. It finds whom the POS finds: CS4 holds where no store is chosen. */
export async function listCustomersAsked(deps: Pick<Deps, "db" | "clock">, asked: Asked): Promise<Reply<typeof findCustomers>> {
  const { legalEntity, actor, query, store, owner, inBook, filters, sort, descending, page, limit, cursor } = asked;
  const { db } = deps;
  const setup = await draftSetup(db, legalEntity);
  if (query !== "" && store === null && !isLongEnoughForAllStores(query)) throw new Refusal("search.too_short", { least: LEAST_CHARACTERS_OF_ALL_STORES });
  assertNoParts(filters);
  const today = filters.some(({ kind }) => kind === "withinDays") ? await todayOf(deps, setup) : "";
  const attributes = attributeConditions(filters, { attributes: refinableAttributes(setup), today });
  const search = customerSearchOf(query);
  // Invisible characters are not compared.
  if (query !== "" && search.phrase === "") return { customers: [], total: 0, matching: 0, nextCursor: null };
  const searched = query === "" ? null : { search, digits: digitsSearched(query, await countryOfPhone(db, { legalEntity, store })) };
  const list: CustomerList = { legalEntity, searched, attributes, store, owner, inBook };
  const place = cursor === null ? null : readPlace(cursor, Place);
  const counted = place ?? (await listedCounts(list).execute(db)).rows[0];
  const { total = 0, matching = 0 } = counted ?? {};
  const pageAt = async (from: From) => (await listedPage(list, { sort, descending, limit, from }).execute(db)).rows;
  const rows = await pageAt(place === null ? { offset: (page - 1) * limit } : { after: place });
  // Past the last page the count still tells that somebody was found: those of the last page are named (AU1).
  const told = rows.length > 0 || total === 0 || place !== null ? rows : await pageAt({ offset: Math.floor((total - 1) / limit) * limit });
  await audit(deps, { legalEntity, actor, action: "customer.found", subjects: told.map(({ id }) => id) });
  const last = rows.length < limit ? undefined : rows.at(-1);
  const next = last && { total, matching, fitsAll: last.fits_all, fit: last.fit, key: last.key, id: last.id };
  return {
    total,
    matching,
    nextCursor: next === undefined ? null : writePlace([next]),
    customers: rows.map((row) => {
      const { phone, email } = foundContactsOf(row, searched ?? { search: null, digits: [] });
      return {
        customerId: CustomerId.parse(row.id),
        accountNumber: AccountNumber.parse(row.account_number),
        matchesAll: row.fits_all,
        name: displayNameOf({ firstName: row.first_name, lastName: row.last_name }),
        phone,
        email,
        city: row.city,
        country: row.country,
        owner: row.owner_operator_id === null ? null : { operatorId: OperatorId.parse(row.owner_operator_id), name: row.owner_name ?? "" },
      };
    }),
  };
}

async function countryOfPhone(db: Deps["db"], { legalEntity, store }: { legalEntity: LegalEntityCode; store: string | null }) {
  if (store !== null) return await countryOfStore(db, { legalEntity, store });
  const country = await countryOfEntity(db, legalEntity);
  return country === null ? null : countryOf(country);
}

export async function readFilters({ db }: Pick<Deps, "db">, legalEntity: LegalEntityCode): Promise<Reply<typeof getCustomerFilters>> {
  const setup = await draftSetup(db, legalEntity);
  const [stores, owners] = await Promise.all([storesByName(db, legalEntity), ownersByName(db, legalEntity)]);
  return {
    attributes: refinableAttributes(setup).flatMap(({ code, definition: { name, type, unit, filter, values = [] } }) => {
      const listed = values.map(({ value, label }) => ({ value, label: inEveryLanguage(label) }));
      return filter === undefined ? [] : [{ code, name: inEveryLanguage(name), type, ...(unit && { unit: inEveryLanguage(unit) }), filter, values: listed }];
    }),
    stores: stores.map(({ number, name }) => ({ number: StoreNumber.parse(number), name })),
    owners: owners.map(({ operator_id, name }) => ({ operatorId: OperatorId.parse(operator_id), name })),
  };
}

/** A part of a text is looked for in the values of a client book, which its index has; headquarters' list has none. */
function assertNoParts(filters: Asked["filters"]): void {
  const at = filters.findIndex(({ kind }) => kind === "contains");
  const part = filters[at];
  if (part === undefined) return;
  const fault = { path: ["filters", at], wrong: wrong("filter.other_kind", { attribute: part.attribute, kind: part.kind, expected: "anyOf" }) };
  throw new Refusal("filter.wrong", {}, { faults: [fault] });
}
