import { Refusal } from "@rapport/contract";
import type { Receipt, RowsOfDays } from "@rapport/contract/data-sources";
import { calendarOf, DAY_MS, dayAfter, instantOf } from "@rapport/domain";
import { inTransaction } from "@rapport/operational";
import type { Deps } from "../../deps.ts";
import { addJob } from "../../jobs/index.ts";
import { accountOrRefusal, type AccountPlace } from "../accounts/accounts.ts";
import { timeZoneOf } from "../accounts/suite.ts";
import { sourceOfChange, uploadsOfSource } from "../ids/id-rule-queries.ts";
import { REMOVE_ROWS_JOB } from "../job-names.ts";
import { waitingByUpload } from "../join/link-queries.ts";
import { withLock, writingWhile } from "../lock.ts";
import { readReceipt, uploadOrRefusal } from "../receipt/receipt.ts";
import { settleBeyond } from "../returns/settle-refunds.ts";
import {
  addRemoval,
  askedOfSome,
  countSome,
  filenamesOf,
  markRemoved,
  notReplaced,
  removalById,
  removeAsksOfSome,
  removeHashesOfGone,
  removeSome,
  rowsInReports,
  type Removal,
} from "./removal-queries.ts";
import { refuseIfNothingToUndo } from "./undo.ts";

type TakeBackDeps = Pick<Deps, "db" | "pool" | "warehouse" | "clock" | "log">;

interface DaysOfSource extends AccountPlace {
  readonly from: string;
  readonly to: string;
}

export async function countOfDays({ db, warehouse }: Pick<Deps, "db" | "warehouse">, asked: DaysOfSource): Promise<RowsOfDays> {
  const { rsid, uploads, from, to } = await placeOfDays(db, asked);
  const counted = await warehouse.rows(countSome, { suite: rsid, uploads, line: 0, from, to });
  const names = await filenamesOf(
    db,
    counted.map(({ upload }) => upload),
  );
  return {
    rows: counted.reduce((sum, { rows }) => sum + rows, 0),
    uploads: counted.map(({ upload, rows }) => ({ jobId: upload, filename: names.get(upload) ?? "", rows })),
  };
}

/** Takes the rows of these days, of every file that is in reports now, out of them (FU15). */
export async function takeBackOfDays(deps: TakeBackDeps, asked: DaysOfSource): Promise<RowsOfDays> {
  const taken = await withLock(deps, "linking", async (assertHeld) => {
    const { id, from, to } = await placeOfDays(deps.db, asked);
    const counted = await countOfDays(deps, asked);
    const uploads = counted.uploads.map(({ jobId }) => jobId);
    if (counted.rows === 0) throw new Refusal("rows.none_of_days", { from: asked.from, to: asked.to });
    const days = { from: asked.from, to: asked.to };
    await ask(deps, { dataSource: id, uploads, days, from: new Date(from), to: new Date(to), assertHeld });
    return counted;
  });
  // What refunds had taken is free again.
  await settleBeyond(deps, asked.rsid);
  return taken;
}

const EVER = { from: new Date(-DAY_MS), to: new Date(Date.UTC(2250, 0)) };

/** Takes one row out of reports. Of two at once, the second finds none. */
export async function takeBackLine(deps: TakeBackDeps, { jobId, line }: { jobId: number; line: number }): Promise<Receipt> {
  const { rsid } = await uploadOrRefusal(deps.db, jobId);
  await withLock(deps, "linking", async (assertHeld) => {
    const upload = await uploadOrRefusal(deps.db, jobId);
    refuseIfNothingToUndo(upload);
    const [found] = await deps.warehouse.rows(countSome, { suite: upload.rsid, uploads: [jobId], line, from: EVER.from.getTime(), to: EVER.to.getTime() });
    if (found === undefined) throw new Refusal("rows.not_in_reports", { upload: jobId, line });
    await ask(deps, { dataSource: upload.data_source_id, uploads: [jobId], line, ...EVER, assertHeld });
  });
  await settleBeyond(deps, rsid);
  return await readReceipt(deps, jobId);
}

/** The caller holds the lock of linking. The job finishes the removal if the process ends first. */
async function ask(deps: TakeBackDeps, { assertHeld, ...removal }: Omit<Parameters<typeof addRemoval>[1], "at"> & { assertHeld: () => void }): Promise<void> {
  const id = await inTransaction(deps.db, async (trx) => {
    const added = await addRemoval(trx, { ...removal, at: deps.clock.now() });
    await addJob(trx, { name: REMOVE_ROWS_JOB, payload: { removal: added } });
    return added;
  });
  const made = await removalById(deps.db, id);
  if (made !== undefined) await remove({ ...deps, warehouse: writingWhile(assertHeld, deps.warehouse) }, made);
}

/** Removes rows that were asked to be; safe to repeat. */
export async function finishRemoval(deps: TakeBackDeps, id: number): Promise<void> {
  await withLock(deps, "linking", async (assertHeld) => {
    const removal = await removalById(deps.db, id);
    if (removal === undefined || removal.done_at !== null) return;
    await remove({ ...deps, warehouse: writingWhile(assertHeld, deps.warehouse) }, removal);
  });
  const removal = await removalById(deps.db, id);
  if (removal !== undefined) await settleBeyond(deps, (await sourceOfChange(deps.db, removal.data_source_id)).rsid);
}

async function remove({ db, warehouse, clock }: TakeBackDeps, removal: Removal): Promise<void> {
  const { rsid: suite } = await sourceOfChange(db, removal.data_source_id);
  // Of an upload whose rows another one's replace, nothing more is taken: their negatives stand or will stand beside them (FU22).
  const uploads = await notReplaced(db, removal.uploads);
  const some = { suite, uploads, line: removal.line ?? 0, from: removal.from_at.getTime(), to: removal.to_at.getTime() };
  await warehouse.run(removeSome, some);
  const [asks] = await warehouse.rows(askedOfSome, some);
  if (asks?.any === true) await warehouse.run(removeAsksOfSome, some);
  await warehouse.run(removeHashesOfGone, { suite, uploads });
  const left = new Map((await warehouse.rows(rowsInReports, { suite, uploads })).map(({ upload, rows }) => [upload, rows]));
  const waiting = new Map((await warehouse.rows(waitingByUpload, { suite, uploads })).map(({ upload, rows }) => [upload, rows]));
  await inTransaction(db, async (trx) => {
    await markRemoved(trx, {
      id: removal.id,
      at: clock.now(),
      left: uploads.map((upload) => ({ upload, rows: left.get(upload) ?? 0, waiting: waiting.get(upload) ?? 0 })),
    });
  });
}

async function placeOfDays(db: Deps["db"], { from, to, ...place }: DaysOfSource) {
  const { id, rsid } = await accountOrRefusal(db, place);
  const calendar = calendarOf(await timeZoneOf(db, rsid));
  const start = (day: string) => {
    const local = Date.parse(`${day}T00:00:00Z`);
    return instantOf(local, calendar.offsets(local));
  };
  return { id, rsid, uploads: (await uploadsOfSource(db, id)).map((upload) => upload.id), from: start(from), to: start(dayAfter(to, 1)) };
}
