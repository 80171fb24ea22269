import type { Warehouse } from "@rapport/warehouse";
import type { Deps } from "../../deps.ts";
import { dropLines, dropRows } from "../load/load-queries.ts";
import { withLock, writingWhile } from "../lock.ts";
import { forgetRejected, forgetRows } from "../undo/remove-rows.ts";
import { addDryRun, dryRuns, endDryRun } from "./dry-run-queries.ts";

type ScratchDeps = Pick<Deps, "db" | "pool" | "warehouse" | "clock">;

/**
 * Runs `work` with an upload's number of its own, under which it may stage rows in the warehouse that it gets. Afterwards nothing is left under it; what a
 * process that was killed left goes first. One at a time, also among processes: whoever lost the lock writes nothing more and has no answer, because
 * another may have removed what was staged.
 */
export async function withScratch<T>(deps: ScratchDeps, work: (scratch: { readonly upload: number; readonly warehouse: Warehouse }) => Promise<T>): Promise<T> {
  return await withLock(deps, "dryRuns", async (assertHeld) => {
    for (const left of await dryRuns(deps.db)) await clear(deps, left);
    const upload = await addDryRun(deps.db, deps.clock.now());
    try {
      const answer = await work({ upload, warehouse: writingWhile(assertHeld, deps.warehouse) });
      assertHeld();
      return answer;
    } finally {
      await clear(deps, upload);
    }
  });
}

async function clear({ db, warehouse }: ScratchDeps, upload: number): Promise<void> {
  await warehouse.run(dropLines, { upload });
  await warehouse.run(dropRows, { upload });
  await forgetRows({ warehouse }, upload);
  await forgetRejected({ warehouse }, { id: upload, rsid: "" });
  await endDryRun(db, upload);
}
