import { fileFailure } from "@rapport/contract/refusals";
import { inTransaction } from "@rapport/operational";
import type { Warehouse } from "@rapport/warehouse";
import type { Deps } from "../../deps.ts";
import { withLock, writingWhile } from "../lock.ts";
import { failed, inParts, joinsOf, type Parameters } from "../load/judge-file.ts";
import type { StagedFile } from "../load/stage-lines.ts";
import { uploadById, type Ending, type UploadRow } from "../queries.ts";
import { countFates } from "../receipt/receipt.ts";
import { forgetRows } from "../undo/remove-rows.ts";
import { finishRemoval } from "../undo/take-back-rows.ts";
import { markSwitching, openRemovals } from "./replace-queries.ts";
import { dropStagedHits, hasStaged, makeStaged, movedMonths, moveMonth, stagedMonths, stageNegatives, STAGES } from "./staged-queries.ts";

type SwitchDeps = Pick<Deps, "db" | "pool" | "warehouse" | "clock" | "log">;
type Success = Extract<Ending, { rowsRead: number; status: "success" }>;

interface Corrected {
  readonly upload: UploadRow;
  readonly replaced: number;
  readonly staged: StagedFile;
  readonly parameters: Parameters;
  readonly ending: Success;
}

/**
 * Puts the judged rows of a corrected file in the place of those of the upload that it replaces (FU22). Until `markSwitching` nothing of either has
 * changed; from then on it is only ever finished. The caller holds the lock of loading, so there is one at a time.
 */
export async function replaceRows(deps: SwitchDeps, { upload, replaced, staged, parameters, ending }: Corrected): Promise<Ending> {
  if (ending.rejected >= ending.rowsRead)
    return { ...failed(fileFailure("file.none_to_replace", { upload: replaced })), rowsRead: ending.rowsRead, reading: ending.reading };
  await deps.warehouse.run(dropStagedHits, {});
  await deps.warehouse.run(makeStaged, {});
  await inParts(staged.cuts, async (part) => await deps.warehouse.run(STAGES[joinsOf(staged.plan)], { ...parameters, ...part }));
  // What was asked before and is not done yet comes first.
  for (const removal of await openRemovals(deps.db, replaced)) await finishRemoval(deps, removal);
  const outcome = await withLock(deps, "linking", async (assertHeld): Promise<Ending> => {
    const warehouse = writingWhile(assertHeld, deps.warehouse);
    const old = await uploadById(deps.db, replaced);
    // An undo came first, or rows of a later file stand there now.
    if (old?.status !== "success" || old.replaced_by !== null) {
      return { ...failed(fileFailure("file.replaced_undone", { upload: replaced })), rowsRead: ending.rowsRead, reading: ending.reading };
    }
    const pair = { suite: upload.rsid, replaced, by: upload.id };
    await warehouse.run(stageNegatives, pair);
    const fates = await countFates(warehouse, old);
    await inTransaction(deps.db, async (trx) => {
      await markSwitching(trx, { upload: upload.id, replaced, at: deps.clock.now(), fates, header: staged.header, ending });
    });
    await moveMonths(warehouse, pair);
    return ending;
  });
  await clear(deps, { replaced, outcome });
  return outcome;
}

/** Goes on with a switch that was begun; safe to repeat. */
export async function finishSwitch(deps: SwitchDeps, { id, rsid, replaces }: UploadRow): Promise<void> {
  if (replaces === null) return;
  await withLock(deps, "linking", async (assertHeld) => {
    await moveMonths(writingWhile(assertHeld, deps.warehouse), { suite: rsid, replaced: replaces, by: id });
  });
  await clear(deps, { replaced: replaces });
}

async function clear({ warehouse }: SwitchDeps, { replaced, outcome }: { replaced: number; outcome?: Ending }): Promise<void> {
  await warehouse.run(dropStagedHits, {});
  // What is in no report is not compared with later files (U6, U7).
  if (outcome?.status !== "failure") await forgetRows({ warehouse }, replaced);
}

async function moveMonths(warehouse: Warehouse, pair: { suite: string; replaced: number; by: number }): Promise<void> {
  const [table] = await warehouse.rows(hasStaged, {});
  if (table?.any !== true) return;
  const moved = new Set((await warehouse.rows(movedMonths, pair)).map(({ month }) => month));
  // A month that moved right before the end of a process may still stand in both tables.
  for (const { month } of await warehouse.rows(stagedMonths, {})) if (!moved.has(month)) await warehouse.run(moveMonth, { month });
}
