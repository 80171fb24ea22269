import { fileFailure } from "@rapport/contract/refusals";
import type { FilePlan } from "@rapport/domain";
import { inTransaction } from "@rapport/operational";
import { access } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import type { Deps } from "../../deps.ts";
import { mayPass } from "../../jobs/index.ts";
import { readAs, readingOf } from "./read-by.ts";
import { accountById, isStopped, stopOnError, type AccountRow } from "../accounts/account-queries.ts";
import { failed, inParts, joinsOf, judgeFile, type Parameters } from "./judge-file.ts";
import { waitingByUpload } from "../join/link-queries.ts";
import { dropLines, dropRows, LOADS } from "./load-queries.ts";
import { loadRefunds } from "../returns/load-refunds.ts";
import { settleBeyond } from "../returns/settle-refunds.ts";
import { linkWaiting } from "../join/link-waiting.ts";
import { setAside } from "../folders/errors.ts";
import { withLock, writingWhile } from "../lock.ts";
import {
  countFault,
  loadedBefore,
  markEnded,
  markStarted,
  markWaiting,
  noteReading,
  mayBeKnown,
  firstOpenRange,
  setRowsIn,
  setRowsOut,
  uploadById,
  type Ending,
  type UploadRow,
} from "../queries.ts";
import { dropStagedOf } from "../replace/staged-tables.ts";
import { finishSwitch, replaceRows } from "../replace/switch-rows.ts";
import { forgetRejected, forgetRows, removeUpload } from "../undo/remove-rows.ts";
import { settleForFile } from "./settle-currency.ts";
import { tellFile } from "../telling/tell-file.ts";
import { stageLines, type StagedFile } from "./stage-lines.ts";
import { contentOfUpload, OutOfRoom } from "../formats/upload-content.ts";
import { bytesOfUpload, forget, isAsItCame, liesInFolder, uploadPath } from "../intake/upload-files.ts";

export type LoadDeps = Pick<Deps, "db" | "pool" | "warehouse" | "clock" | "log" | "dataDir" | "disk" | "fileDoors" | "unpack" | "uploadMaxBytes" | "mail">;

/** After this many of our own faults a file is given up, and its sender is told to send it again. */
const MAX_FAULTS = 5;

/**
 * Loads one upload: stages its lines, judges them, joins and inserts the rows inside the engine. It may be killed at
 * any point and run again: it first removes what an earlier attempt left, and leaves a finished upload alone.
 */
export async function loadUpload(given: LoadDeps, id: number): Promise<void> {
  await withLock(given, "loading", async (assertHeld) => {
    const deps = { ...given, warehouse: writingWhile(assertHeld, given.warehouse) };
    const upload = await uploadById(deps.db, id);
    if (upload === undefined) return;
    if (upload.status === "processing" && upload.switching_at !== null) return await finishReplacement(deps, upload);
    const isWaiting = upload.status === "uploaded" || upload.status === "processing";
    // A stopped source keeps its files until it is restarted, which makes their jobs anew (E2).
    if (isWaiting && (await isStopped(deps.db, upload.data_source_id))) return await waitAgain(deps, upload);
    // The accepted file waits until there is room (F2).
    if (isWaiting && !deps.disk.takes(await bytesOfUpload(deps, id))) throw new OutOfRoom(`upload ${id} waits for room on the disk`);
    const outcome = isWaiting ? await attempt(deps, upload) : "ended";
    await dropStaged(deps, id);
    // A file given up for our own faults is kept, so that a person can look into it.
    if (outcome === "ended") await letGo(deps, id);
  });
}

/** Its rows were taking the place of others when the process ended. */
async function finishReplacement(deps: LoadDeps, upload: UploadRow): Promise<void> {
  const { header, ending } = await finishSwitch(deps, upload);
  await linkOwn(deps, { upload, header, openRange: 0 });
  await end(deps, { upload, ending, header });
  await dropStaged(deps, upload.id);
  await letGo(deps, upload.id);
}

/** What an earlier attempt had done leaves reports, because nobody knows when the source is restarted. */
async function waitAgain(deps: LoadDeps, upload: UploadRow): Promise<void> {
  if (upload.started_at === null) return;
  await removeLeftovers(deps, upload);
  await settleBeyond(deps, upload.rsid);
  await markWaiting(deps.db, upload.id);
}

/** What came by a folder and failed goes back there, to be mended (FO7). Of anything else the sender has the file. */
async function letGo(deps: LoadDeps, id: number): Promise<void> {
  const ended = await uploadById(deps.db, id);
  if (ended !== undefined && liesInFolder(ended) && ended.status === "failure") await setAside(deps, ended);
  await forget(deps, id);
}

async function attempt(deps: LoadDeps, upload: UploadRow): Promise<"ended" | "given up"> {
  try {
    await markStarted(deps.db, { id: upload.id, at: deps.clock.now() });
    if (upload.started_at !== null) await removeLeftovers(deps, upload);
    const { ending, header } = await load(deps, upload);
    if (ending.status === "failure" || "duplicateOf" in ending) await forgetRows(deps, upload.id);
    await end(deps, { upload, ending, header });
    return "ended";
  } catch (cause) {
    // When a store is away, the file waits: that is not its fault.
    if (mayPass(cause)) throw new Error(`upload ${upload.id} waits`, { cause });
    // A switch that was begun is only ever finished.
    if ((await uploadById(deps.db, upload.id))?.switching_at != null) throw new Error(`upload ${upload.id} takes the place of another`, { cause });
    const faults = await countFault(deps.db, upload.id);
    if (faults < MAX_FAULTS) throw new Error(`upload ${upload.id} was not loaded, fault ${faults}`, { cause });
    deps.log.error({ err: cause, upload: upload.id }, "upload given up");
    await removeLeftovers(deps, upload);
    await settleBeyond(deps, upload.rsid);
    await end(deps, { upload, ending: failed(fileFailure("file.not_loaded", {})), header: null });
    return "given up";
  }
}

/** How it ended, the stop that follows a failure and what is told of both are one. */
async function end(deps: LoadDeps, { upload, ending, header }: { upload: UploadRow; ending: Ending; header: string | null }): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    await markEnded(trx, { id: upload.id, at: deps.clock.now(), ending, header });
    const stops = ending.status === "failure" && (await stopOnError(trx, upload));
    await tellFile(trx, deps, { upload, ending, stops });
  });
}

/** Linking holds the same lock, so it never adds to rows that are being removed. Afterwards none of them waits. */
async function removeLeftovers(deps: LoadDeps, { id, rsid, replaces }: UploadRow): Promise<void> {
  await dropStaged(deps, id);
  if (replaces !== null) await dropStagedOf(deps, id);
  await takeOut(deps, { id, rsid, rejected: true });
}

async function dropStaged({ warehouse }: Pick<LoadDeps, "warehouse">, upload: number): Promise<void> {
  await warehouse.run(dropLines, { upload });
  await warehouse.run(dropRows, { upload });
}

async function takeOut(deps: LoadDeps, of: { id: number; rsid: string; rejected: boolean }): Promise<void> {
  await withLock(deps, "linking", async (assertHeld) => {
    await setRowsOut(deps.db, of.id);
    await removeUpload({ warehouse: writingWhile(assertHeld, deps.warehouse) }, of);
  });
}

interface Loaded {
  readonly ending: Ending;
  readonly header: string | null;
}

async function load(deps: LoadDeps, upload: UploadRow): Promise<Loaded> {
  const now = await accountById(deps.db, { rsid: upload.rsid, id: upload.data_source_id });
  if (now === undefined) return { ending: failed(fileFailure("account.deleted", {})), header: null };
  const account = upload.mends === null ? now : readAs(now, await uploadById(deps.db, upload.mends));
  await noteReading(deps.db, { id: upload.id, reading: readingOf(account) });
  const duplicateOf = mayBeKnown(upload) ? await loadedBefore(deps.db, upload) : undefined;
  if (duplicateOf !== undefined) return { ending: { status: "success", duplicateOf }, header: null };
  const path = uploadPath(deps, upload.id);
  if (!(await exists(path))) return { ending: failed(fileFailure("file.gone", {})), header: null };
  if (!(await isAsItCame(path, upload))) return { ending: failed(fileFailure("file.altered", {})), header: null };
  const staged = await stageLines(deps.warehouse, {
    content: contentOfUpload(deps, { path, upload: upload.id, account, isOwnFormat: upload.mends !== null }),
    upload: upload.id,
    token: randomUUID(),
  });
  if (staged.kind === "failure") await forgetRejected(deps, upload);
  if (staged.kind === "failure") return { ending: failed(staged.failure), header: null };
  return { ending: await loadRows(deps, { upload, account, staged }), header: staged.header };
}

async function loadRows(deps: LoadDeps, { upload, account, staged }: { upload: UploadRow; account: AccountRow; staged: StagedFile }): Promise<Ending> {
  const judged = await judgeFile(deps, { upload, account, staged });
  if (judged.kind === "ended") return judged.ending;
  const { terms, parameters, rowsRead, rejected, reading } = judged;
  const isStrict = terms.mode === "strict";
  const inAnotherCurrency = await settleForFile(deps, { rsid: upload.rsid, uploadedAt: upload.uploaded_at, plan: staged.plan });
  if (inAnotherCurrency !== null) return { ...failed(inAnotherCurrency), rowsRead, reading };
  const openRange = await firstOpenRange(deps.db);
  if (account.type === "refund") {
    const beyond = await loadRefunds(deps, {
      parameters,
      lateLinking: upload.late_linking,
      timeZone: terms.timeZone,
      isStrict,
      refusesEarly: upload.early_rows === "reject",
    });
    if (isStrict && beyond > 0) {
      await takeOut(deps, { ...upload, rejected: false });
      await settleBeyond(deps, upload.rsid);
      return { ...failed(fileFailure("file.strict", { rows: beyond })), rowsRead, reading };
    }
    await linkOwn(deps, { upload, header: staged.header, openRange });
    return { status: "success", rowsRead, rejected: rejected + beyond, reading };
  }
  const ending: Ending = { status: "success", rowsRead, rejected, reading };
  if (upload.replaces !== null) {
    const outcome = await replaceRows(deps, { upload, replaced: upload.replaces, staged, parameters, ending });
    if (outcome.status === "success") await linkOwn(deps, { upload, header: staged.header, openRange });
    return outcome;
  }
  await insertRows(deps, { parameters, plan: staged.plan, cuts: staged.cuts });
  await linkOwn(deps, { upload, header: staged.header, openRange });
  return ending;
}

async function insertRows({ warehouse }: LoadDeps, of: { parameters: Parameters; plan: FilePlan; cuts: readonly number[] }): Promise<void> {
  await inParts(of.cuts, async (part) => await warehouse.run(LOADS[joinsOf(of.plan)], { ...of.parameters, ...part }));
}

/**
 * Links the rows after they were written. This finds hits that were processed meanwhile; hits that are
 * processed later find the rows.
 */
async function linkOwn(deps: LoadDeps, { upload, header, openRange }: { upload: UploadRow; header: string; openRange: number }): Promise<void> {
  if (!upload.late_linking) return;
  const [waiting] = await deps.warehouse.rows(waitingByUpload, { suite: upload.rsid, uploads: [upload.id] });
  await setRowsIn(deps.db, { id: upload.id, header, waiting: waiting?.rows ?? 0 });
  const hitsCame = (await firstOpenRange(deps.db)) > openRange;
  if (waiting !== undefined || hitsCame) await linkWaiting(deps, { suite: upload.rsid, upload: upload.id, hitsSince: openRange });
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    // Any other error may pass.
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}
