import { BUILT_IN_METRICS } from "@rapport/contract/reporting";
import { metricsNamedIn, type SavedMetrics } from "@rapport/domain";
import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";
import { metricsById } from "./metric-queries.ts";

const BUILT_IN: SavedMetrics = new Map(BUILT_IN_METRICS.map(({ id, definition }) => [id, definition]));

/** The calculated metrics that are named, and those that these name: of the report suite, and those that every suite has. */
export async function savedMetrics(db: Kysely<Database>, { rsid, ids }: { rsid: string; ids: readonly string[] }): Promise<SavedMetrics> {
  const saved = new Map<string, unknown>(BUILT_IN);
  const seen = new Set(ids);
  let wanted = [...seen];
  while (wanted.length > 0) {
    // Those of another suite are as if they were not there, and so is what they name.
    const rows = (await metricsById(db, wanted)).filter((row) => row.rsid === rsid);
    for (const row of rows) saved.set(row.id, row.definition);
    wanted = [...new Set(rows.flatMap(({ definition }) => metricsNamedIn(definition)))].filter((id) => !seen.has(id));
    for (const id of wanted) seen.add(id);
  }
  return saved;
}
