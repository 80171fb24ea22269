import type { Body } from "@rapport/contract";
import type { clientBookFacets, Facet } from "@rapport/contract/clienteling";
import { facetsOf } from "@rapport/domain";
import type { Deps } from "../deps.ts";
import { publishedSetup, refinableAttributes, todayOf } from "../parameters/index.ts";
import type { PosActor } from "../http/index.ts";
import { conditionsOf, countedDays, withContains } from "./book-conditions.ts";
import { filterKeys, valueCounts } from "./book-index-queries.ts";
import { bookOfWorker } from "./queries.ts";

/** The filters of the associate's own book with counts, which are all zero without a book. */
export async function readFacets(
  deps: Pick<Deps, "db" | "clock">,
  { actor, query }: { actor: PosActor; query: Body<typeof clientBookFacets> },
): Promise<Facet[]> {
  const { db } = deps;
  const { legalEntity, workerId } = actor;
  const clientBookId = await bookOfWorker(db, { legalEntity, workerId });
  const place = { legalEntity, clientBookIds: clientBookId === undefined ? [] : [clientBookId] };
  const setup = await publishedSetup(db, actor);
  const attributes = refinableAttributes(setup);
  const today = await todayOf(deps, setup);
  const keys = await filterKeys(db, { legalEntity, attributes });
  const conditions = await conditionsOf(db, query, { attributes, keys, place, today });
  const byKey = new Map<string, Map<string, number>>([...keys.values()].map((key) => [key, new Map()]));
  if (clientBookId !== undefined && attributes.length > 0) {
    const onlyValues = attributes.flatMap(({ code, definition }) =>
      definition.filter?.kind === "date" ? [{ key: keys.get(code) ?? "", values: countedDays(query, { attribute: code, today }) }] : [],
    );
    const { rows } = await valueCounts(place, { conditions, keys: [...keys.values()], onlyValues }).execute(db);
    for (const { key, value, clients } of rows) byKey.get(key)?.set(value, clients);
  }
  const counts = new Map(attributes.map(({ code }) => [code, byKey.get(keys.get(code) ?? "") ?? new Map<string, number>()]));
  const facets = facetsOf({ attributes, counts, filters: query.filters, today, inside: query.inside });
  return await withContains(db, facets, { place, conditions, keys, inside: query.inside });
}
