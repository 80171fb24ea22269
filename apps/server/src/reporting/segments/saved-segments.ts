import { segmentsNamedIn, type SavedSegments } from "@rapport/domain";
import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";
import { segmentsById } from "./segment-queries.ts";

/** The saved segments of a report suite that are named, and those that these name. */
export async function savedSegments(db: Kysely<Database>, { rsid, ids }: { rsid: string; ids: readonly string[] }): Promise<SavedSegments> {
  const saved = new Map<string, unknown>();
  const seen = new Set(ids);
  let wanted = [...seen];
  while (wanted.length > 0) {
    // Those of another suite are as if they were not there, and so is what they name.
    const rows = (await segmentsById(db, wanted)).filter((row) => row.rsid === rsid);
    for (const row of rows) saved.set(row.id, row.definition);
    wanted = [...new Set(rows.flatMap(({ definition }) => segmentsNamedIn(definition)))].filter((id) => !seen.has(id));
    for (const id of wanted) seen.add(id);
  }
  return saved;
}
