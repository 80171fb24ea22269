import type { Body } from "@rapport/contract";
import type { clientBookFacets, Facet } from "@rapport/contract/clienteling";
import { facetsOf } from "@rapport/domain";
import type { Deps } from "../deps.ts";
import { publishedSetup, refinableAttributes, todayOf } from "../parameters/index.ts";
import type { PosActor } from "../http/index.ts";
import { conditionsOf, countedDays } from "./book-conditions.ts";
import { filterKeys, valueCounts } from "./book-index-queries.ts";
import { bookOfWorker } from "./queries.ts";

/** The filters of the associate's own book with counts, which are all zero without a book. */
export async function readFacets(
  deps: Pick<Deps, "db" | "clock">,
  { actor, query }: { actor: PosActor; query: Body<typeof clientBookFacets> },
): Promise<Facet[]> {
  const { db } = deps;
  const { legalEntity, workerId } = actor;
  const setup = await publishedSetup(db, actor);
  const attributes = refinableAttributes(setup);
  const today = await todayOf(deps, setup);
  const keys = await filterKeys(db, { legalEntity, attributes });
  const conditions = conditionsOf(query, { attributes, keys, today });
  const clientBookId = await bookOfWorker(db, { legalEntity, workerId });
  const byKey = new Map<string, Map<string, number>>([...keys.values()].map((key) => [key, new Map()]));
  if (clientBookId !== undefined && attributes.length > 0) {
    const onlyValues = attributes.flatMap(({ code, definition }) =>
      definition.filter?.kind === "date" ? [{ key: keys.get(code) ?? "", values: countedDays(query, { attribute: code, today }) }] : [],
    );
    const { rows } = await valueCounts({ legalEntity, clientBookIds: [clientBookId] }, { conditions, keys: [...keys.values()], onlyValues }).execute(db);
    for (const { key, value, clients } of rows) byKey.get(key)?.set(value, clients);
  }
  const counts = new Map(attributes.map(({ code }) => [code, byKey.get(keys.get(code) ?? "") ?? new Map<string, number>()]));
  return facetsOf({ attributes, counts, filters: query.filters, today, inside: query.inside });
}
