import type { Deps } from "../deps.ts";
import { doneCursors, heldBackOf, lastProcessedAt } from "./queries.ts";
import { cursorParameters, waitingHitsOfSuite, WRITERS_AT_ONCE } from "./warehouse-queries.ts";

/** Accepted hits of a suite that are not in reports yet; 0 means that profiles and late links are done too. */
export async function backlogOf({ db, warehouse, journal }: Pick<Deps, "db" | "warehouse" | "journal">, suite: string): Promise<number> {
  // These queries follow the way of a hit. A hit that moves on between two of them is counted twice, never missed.
  let backlog = journal.waiting(suite);
  const cursors = await doneCursors(db);
  backlog += await heldBackOf(db, suite);
  for (let from = 0; from < cursors.length; from += WRITERS_AT_ONCE) {
    const rows = await warehouse.rows(waitingHitsOfSuite, { suite, ...cursorParameters(cursors.slice(from, from + WRITERS_AT_ONCE)) });
    backlog += rows[0]?.hits ?? 0;
  }
  return backlog;
}

/** The answer of `GET /api/report-suites/{rsid}/processing`. */
export async function processingOf(
  deps: Pick<Deps, "db" | "warehouse" | "journal">,
  suite: string,
): Promise<{ backlog: number; lastProcessedAt: string | null }> {
  const backlog = await backlogOf(deps, suite);
  return { backlog, lastProcessedAt: (await lastProcessedAt(deps.db, suite))?.toISOString() ?? null };
}
