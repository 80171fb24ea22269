import type { Processing } from "@rapport/contract";
import type { z } from "zod";
import type { Deps } from "../deps.ts";
import { countWaiting, lastDoneAt, processedByWriter } from "./backlog-queries.ts";
import { suiteOrRefusal } from "./read-suites.ts";

/** A range is done when its hits are in reports, its late rows are linked and its profiles are written. */
export async function readProcessing({ db, warehouse }: Pick<Deps, "db" | "warehouse">, rsid: string): Promise<z.input<typeof Processing>> {
  await suiteOrRefusal(db, rsid);
  // What is done is read before what is there: the other way round, hits that arrive between would look done.
  const processed = await processedByWriter(db);
  const [backlog, doneAt] = await Promise.all([countWaiting(warehouse, { suite: rsid, processed }), lastDoneAt(db)]);
  return { backlog, lastProcessedAt: doneAt?.toISOString() ?? null };
}
