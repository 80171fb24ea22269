import { Refusal } from "@rapport/contract";
import type { Receipt } from "@rapport/contract/data-sources";
import type { Deps } from "../../deps.ts";
import { addJob } from "../../jobs/index.ts";
import { REMOVE_JOB } from "../job-names.ts";
import { withLock, writingWhile } from "../lock.ts";
import { markUndone, uploadById, type UploadRow } from "../queries.ts";
import { countFates, receiptOf, uploadOrRefusal } from "../receipt/receipt.ts";
import { settleBeyond } from "../returns/settle-refunds.ts";
import { removeUpload } from "./remove-rows.ts";

type UndoDeps = Pick<Deps, "db" | "pool" | "warehouse" | "clock" | "log">;

/**
 * Undoes an upload: its rows, with those that late linking made, leave reports. The receipt and the rejected lines
 * stay. Repeating it changes nothing.
 */
export async function undoUpload(deps: UndoDeps, jobId: number): Promise<Receipt> {
  const { rsid } = await uploadOrRefusal(deps.db, jobId);
  // Linking holds the same lock, so it never adds rows to an upload that is being undone.
  await withLock(deps, "linking", async (assertHeld) => {
    const upload = await uploadOrRefusal(deps.db, jobId);
    refuseIfReplaced(upload);
    if (upload.status !== "deleted") await mark(deps, upload);
    await removeUpload({ warehouse: writingWhile(assertHeld, deps.warehouse) }, { ...upload, rejected: false });
  });
  await settleBeyond(deps, rsid);
  return await receiptOf(deps.warehouse, await uploadOrRefusal(deps.db, jobId));
}

async function mark(deps: UndoDeps, upload: UploadRow): Promise<void> {
  refuseIfNothingToUndo(upload);
  const fates = await countFates(deps.warehouse, upload);
  await deps.db.transaction().execute(async (trx) => {
    await markUndone(trx, { id: upload.id, at: deps.clock.now(), fates });
    // This job finishes the removal if the process ends first.
    await addJob(trx, { name: REMOVE_JOB, payload: { upload: upload.id } });
  });
}

/** Removes the rows of an upload that was undone; safe to repeat. */
export async function finishUndo(deps: UndoDeps, id: number): Promise<void> {
  const upload = await uploadById(deps.db, id);
  if (upload?.status !== "deleted" || upload.replaced_by !== null) return;
  await withLock(deps, "linking", async (assertHeld) => {
    await removeUpload({ warehouse: writingWhile(assertHeld, deps.warehouse) }, { ...upload, rejected: false });
  });
  await settleBeyond(deps, upload.rsid);
}

/** What took its place stands in reports now (FU22). */
function refuseIfReplaced({ id, replaced_by }: UploadRow): void {
  if (replaced_by !== null) throw new Refusal("upload.replaced", { upload: id, by: replaced_by });
}

export function refuseIfNothingToUndo(upload: UploadRow): void {
  refuseIfReplaced(upload);
  const { id, status, duplicate_of } = upload;
  if (status === "failure") throw new Refusal("upload.failed", { upload: id });
  if (status !== "success") throw new Refusal("upload.not_ended", { upload: id });
  if (duplicate_of !== null) throw new Refusal("upload.duplicate", { upload: id, of: duplicate_of });
}
