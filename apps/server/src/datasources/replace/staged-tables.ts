import type { Deps } from "../../deps.ts";
import { openSwitches } from "./replace-queries.ts";
import { dropStagedHits, hitsEngine, keepMerged, makeStaged, stagedTable, stagedTables, uploadOfTable } from "./staged-queries.ts";

/** A new empty table for the rows of this upload and the negatives of those that it replaces. */
export async function newStaged(deps: Pick<Deps, "db" | "warehouse">, upload: number): Promise<string> {
  await sweepStaged(deps);
  const table = stagedTable(upload);
  await deps.warehouse.run(makeStaged, { table });
  await deps.warehouse.run(keepMerged, { table });
  return table;
}

/** Over the servers of a cluster, the engine does not move a month in one step. */
export async function movesPartitions({ warehouse }: Pick<Deps, "warehouse">): Promise<boolean> {
  if (warehouse.kind === "embedded") return true;
  const [found] = await warehouse.rows(hitsEngine, {});
  return found?.engine === "MergeTree";
}

/** What stays of it is in no report. */
export async function dropStagedOf({ warehouse }: Pick<Deps, "warehouse">, upload: number): Promise<void> {
  await warehouse.run(dropStagedHits, { table: stagedTable(upload) });
}

/** Drops what killed processes left. Of an open switch the table holds rows that are nowhere else. The caller holds the lock of loading. */
async function sweepStaged({ db, warehouse }: Pick<Deps, "db" | "warehouse">): Promise<void> {
  const tables = await warehouse.rows(stagedTables, {});
  if (tables.length === 0) return;
  const open = new Set(await openSwitches(db));
  for (const { name } of tables) {
    const upload = uploadOfTable(name);
    if (upload !== null && !open.has(upload)) await warehouse.run(dropStagedHits, { table: name });
  }
}
