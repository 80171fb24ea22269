import { fileFailure, type FileFailure } from "@rapport/contract/refusals";
import { inTransaction } from "@rapport/operational";
import type { Deps } from "../../deps.ts";
import { withLock, writingWhile } from "../lock.ts";
import { failed, inParts, joinsOf, type Parameters } from "../load/judge-file.ts";
import type { StagedFile } from "../load/stage-lines.ts";
import { uploadById, type Ending, type UploadRow } from "../queries.ts";
import { countFates } from "../receipt/receipt.ts";
import { forgetRows } from "../undo/remove-rows.ts";
import { finishRemoval } from "../undo/take-back-rows.ts";
import { moveMonths, wholeMonths } from "./move-months.ts";
import { markSwitching, openRemovals, switchPlan, type Success, type SwitchPlan } from "./replace-queries.ts";
import { stageNegatives, STAGES } from "./staged-queries.ts";
import { dropStagedOf, newStaged } from "./staged-tables.ts";

type SwitchDeps = Pick<Deps, "db" | "pool" | "warehouse" | "clock" | "log">;

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
export async function replaceRows(deps: SwitchDeps, of: Corrected): Promise<Ending> {
  const { upload, replaced, staged, parameters, ending } = of;
  if (ending.rejected >= ending.rowsRead) return refused(ending, fileFailure("file.none_to_replace", { upload: replaced }));
  const table = await newStaged(deps, upload.id);
  await inParts(staged.cuts, async (part) => await deps.warehouse.run(STAGES[joinsOf(staged.plan)], { ...parameters, ...part, table }));
  for (;;) {
    // What was asked before and is not done yet comes first.
    for (const removal of await openRemovals(deps.db, replaced)) await finishRemoval(deps, removal);
    const outcome = await switchOver(deps, { ...of, table });
    if (outcome === "removal open") continue;
    await clear(deps, { upload: upload.id, replaced, hasMoved: outcome.status === "success" });
    return outcome;
  }
}

function refused({ rowsRead, reading }: Success, failure: FileFailure): Ending {
  return { ...failed(failure), rowsRead, reading };
}

/** Taking back, undoing, linking and changes of ids hold the lock of linking too, so the old rows stay as their negatives say. */
async function switchOver(deps: SwitchDeps, { upload, replaced, staged, ending, table }: Corrected & { table: string }): Promise<Ending | "removal open"> {
  return await withLock(deps, "linking", async (assertHeld) => {
    const warehouse = writingWhile(assertHeld, deps.warehouse);
    const old = await uploadById(deps.db, replaced);
    // An undo came first, or rows of a later file stand there now.
    if (old?.status !== "success" || old.replaced_by !== null) return refused(ending, fileFailure("file.replaced_undone", { upload: replaced }));
    // One that was asked since, and failed, would take old rows out whose negatives are staged by then.
    if ((await openRemovals(deps.db, replaced)).length > 0) return "removal open";
    const pair = { suite: upload.rsid, replaced, by: upload.id };
    await warehouse.run(stageNegatives, { ...pair, table });
    const plan: SwitchPlan = { months: await wholeMonths(warehouse, { pair, table }), header: staged.header, ending };
    const fates = await countFates(warehouse, old);
    await inTransaction(deps.db, async (trx) => {
      assertHeld();
      await markSwitching(trx, { upload: upload.id, replaced, at: deps.clock.now(), fates, plan });
    });
    await moveMonths(warehouse, { pair, months: plan.months });
    return ending;
  });
}

/** Goes on with a switch that was begun; safe to repeat. Returns how the file ends. */
export async function finishSwitch(deps: SwitchDeps, { id, rsid, replaces }: UploadRow): Promise<SwitchPlan> {
  const plan = await switchPlan(deps.db, id);
  if (replaces === null || plan === null) throw new Error(`it is not known what upload ${id} replaces`);
  await withLock(deps, "linking", async (assertHeld) => {
    const pair = { suite: rsid, replaced: replaces, by: id };
    await moveMonths(writingWhile(assertHeld, deps.warehouse), { pair, months: plan.months });
  });
  await clear(deps, { upload: id, replaced: replaces, hasMoved: true });
  return plan;
}

async function clear({ warehouse }: SwitchDeps, { upload, replaced, hasMoved }: { upload: number; replaced: number; hasMoved: boolean }): Promise<void> {
  await dropStagedOf({ warehouse }, upload);
  // What is in no report is not compared with later files (U6, U7).
  if (hasMoved) await forgetRows({ warehouse }, replaced);
}
