import type { Deps } from "../../deps.ts";
import { dropLines, dropRows, leftOfUpload, removeRejected } from "../load/load-queries.ts";
import { withLock } from "../lock.ts";
import { forgetRows } from "../undo/remove-rows.ts";
import { addDryRun, dryRuns, endDryRun } from "./dry-run-queries.ts";

type ScratchDeps = Pick<Deps, "db" | "pool" | "warehouse" | "clock">;

/**
 * Runs `work` with an upload's number of its own, under which it may stage rows. Afterwards nothing is left under it; what a process that was killed
 * left goes first. One at a time, also among processes.
 */
export async function withScratch<T>(deps: ScratchDeps, work: (upload: number) => Promise<T>): Promise<T> {
  return await withLock(deps, "dryRuns", async () => {
    for (const left of await dryRuns(deps.db)) await clear(deps, left);
    const upload = await addDryRun(deps.db, deps.clock.now());
    try {
      return await work(upload);
    } finally {
      await clear(deps, upload);
    }
  });
}

async function clear({ db, warehouse }: ScratchDeps, upload: number): Promise<void> {
  await warehouse.run(dropLines, { upload });
  await warehouse.run(dropRows, { upload });
  await forgetRows({ warehouse }, upload);
  const [left] = await warehouse.rows(leftOfUpload, { upload, suite: "" });
  if (left?.rejected === true) await warehouse.run(removeRejected, { upload });
  await endDryRun(db, upload);
}
