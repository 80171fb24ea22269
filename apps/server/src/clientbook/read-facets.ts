import type { Body } from "@rapport/contract";
import type { clientBookFacets, Facet } from "@rapport/contract/clienteling";
import { facetsOf } from "@rapport/domain";
import type { Deps } from "../deps.ts";
import { publishedSetup, refinableAttributes, todayOf } from "../parameters/index.ts";
import type { PosActor } from "../http/index.ts";
import { conditionsOf, countedDays } from "./book-conditions.ts";
import { valueCounts } from "./book-index-queries.ts";
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
  const conditions = conditionsOf(query, { attributes, today });
  const clientBookId = await bookOfWorker(db, { legalEntity, workerId });
  const counts = new Map<string, Map<string, number>>(attributes.map(({ code }) => [code, new Map()]));
  if (clientBookId !== undefined && attributes.length > 0) {
    const onlyValues = attributes.flatMap(({ code, definition }) =>
      definition.filter?.kind === "date" ? [{ attribute: code, values: countedDays(query, { attribute: code, today }) }] : [],
    );
    const { rows } = await valueCounts({ legalEntity, clientBookId }, { conditions, attributes: attributes.map(({ code }) => code), onlyValues }).execute(db);
    for (const { attribute, value, clients } of rows) counts.get(attribute)?.set(value, clients);
  }
  return facetsOf({ attributes, counts, filters: query.filters, today, inside: query.inside });
}
