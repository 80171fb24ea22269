import { segmentsNamedIn, type SavedSegments } from "@rapport/domain";
import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";
import { segmentsById } from "./segment-queries.ts";

/** The saved segments of a report suite that are named, and those that these name. */
export async function savedSegments(db: Kysely<Database>, { rsid, ids }: { rsid: string; ids: readonly string[] }): Promise<SavedSegments> {
  const saved = new Map<string, unknown>();
  let wanted = [...new Set(ids)];
  while (wanted.length > 0) {
    const rows = await segmentsById(db, wanted);
    for (const row of rows) if (row.rsid === rsid) saved.set(row.id, row.definition);
    wanted = [...new Set(rows.flatMap(({ definition }) => segmentsNamedIn(definition)))].filter((id) => !saved.has(id) && !wanted.includes(id));
  }
  return saved;
}
