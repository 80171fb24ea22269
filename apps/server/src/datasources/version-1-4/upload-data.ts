import { Refusal } from "@rapport/contract";
import { PARTS, type Body14 } from "@rapport/contract/data-sources";
import type { FileFailure } from "@rapport/contract/refusals";
import { headerOfParts, isJobName, takePart, type TakenPart, type WrongRow } from "@rapport/domain";
import type { Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { Deps } from "../../deps.ts";
import { assertRoomFor, receive, type ReceivedFile } from "../../received-files/index.ts";
import { stopOnError, type AccountRow } from "../accounts/account-queries.ts";
import { takingAccount } from "../accounts/accounts.ts";
import { addReceivedIn, termsOfNewFile } from "../intake/add-upload.ts";
import { discard, uploadFolder } from "../intake/upload-files.ts";
import { addUpload, markEnded } from "../queries.ts";
import { addPart, countOtherJobs, linesOfPart, lockedJob, markFailed, removeJob, touch, type JobInParts } from "./part-queries.ts";
import { tellFile } from "../telling/tell-file.ts";
import type { TellDeps } from "../telling/tell.ts";

type PartDeps = Pick<Deps, "db" | "clock" | "dataDir" | "disk" | "mail">;
type Part = Body14<"DataSources.UploadData">;
type Trx = Transaction<Database>;

/** A job that failed holds its name so long after its last part. */
const FAILED_FOR_MS = 3_600_000;

/**
 * Takes a part of a job. The last one makes all of them a file with its upload (A53). A part counts when it is answered with `true`; parts that come at once
 * are taken one after the other.
 */
export async function uploadData(deps: PartDeps, part: Part): Promise<true> {
  const account = await takingAccount(deps.db, { rsid: part.reportSuiteID, dataSourceId: part.dataSourceID });
  if (!isJobName(part.jobName)) throw new Refusal("parts.job_name", {});
  assertRoomFor(deps.disk);
  const files: ReceivedFile[] = [];
  try {
    const taken = await deps.db.transaction().execute(async (trx) => await take(trx, { deps, account, part, files }));
    if (taken !== undefined) throw refusalOf(taken, part.jobName);
    return true;
  } finally {
    // The name is the upload's when it became one.
    for (const file of files) await discard(file);
  }
}

type NotTaken = Exclude<TakenPart, { kind: "kept" }> | { readonly kind: "had_failed" | "too_many_jobs" };
interface Taking {
  readonly deps: PartDeps;
  readonly account: AccountRow;
  readonly part: Part;
  /** Takes in what is written to disk. */
  readonly files: ReceivedFile[];
}

/** undefined when the part is kept. */
async function take(trx: Trx, { deps, account, part, files }: Taking): Promise<NotTaken | undefined> {
  const at = deps.clock.now();
  const key = { data_source_id: account.id, job_name: part.jobName };
  let job = await begun(trx, { ...key, columns: part.columns, at });
  if (job.has_failed) {
    if (at.getTime() - job.touched_at.getTime() < FAILED_FOR_MS) {
      await (part.finished ? removeJob(trx, key) : touch(trx, { ...key, at }));
      return { kind: "had_failed" };
    }
    await removeJob(trx, key);
    job = await begun(trx, { ...key, columns: part.columns, at });
  }
  const isNew = job.parts === 0;
  const taken: TakenPart | NotTaken =
    isNew && (await countOtherJobs(trx, key)) >= PARTS.openJobs
      ? { kind: "too_many_jobs" }
      : takePart({ open: isNew ? undefined : job, part, limits: PARTS, reading: { hasComments: account.hash_lines === "comments" } });
  switch (taken.kind) {
    case "kept":
      await addPart(trx, { ...key, lines: Buffer.from(taken.lines), at });
      if (part.finished) await finish(trx, { deps, account, job: { ...job, parts: job.parts + 1 }, files });
      return undefined;
    case "failed":
      await (part.finished ? removeJob(trx, key) : markFailed(trx, { ...key, at }));
      await addFailed(trx, deps, { account, job, at, failure: taken.failure });
      return taken;
    default:
      if (isNew) await removeJob(trx, key);
      return taken;
  }
}

/** The job, locked. One that another part ended while this one waited begins anew. */
async function begun(trx: Trx, of: Parameters<typeof lockedJob>[1]): Promise<JobInParts> {
  for (;;) {
    const job = await lockedJob(trx, of);
    if (job !== undefined) return job;
  }
}

/** The file has the job's name, as one that was sent whole. */
async function finish(trx: Trx, { deps, account, job, files }: Omit<Taking, "part"> & { readonly job: JobInParts }): Promise<void> {
  async function* lines(): AsyncGenerator<Buffer> {
    yield Buffer.from(headerOfParts(job.columns));
    for (let part = 1; part <= job.parts; part += 1) yield await linesOfPart(trx, { ...job, part });
  }
  const upload = { filename: nameOf(job), stream: Readable.from(lines()), truncated: () => false, end: async () => undefined };
  const file = await receive({ folder: uploadFolder(deps), disk: deps.disk }, { upload, maxBytes: PARTS.jobBytes });
  files.push(file);
  await removeJob(trx, job);
  await addReceivedIn(trx, { deps, account, file, filename: upload.filename, forced: false, came_by: "api", taken: null });
}

function nameOf({ job_name }: Pick<JobInParts, "job_name">): string {
  return `${job_name}.txt`;
}

/** A job that failed is in the file log as one whose file came whole (A51). */
export async function addFailed(
  trx: Trx,
  deps: TellDeps,
  { account, job, at, failure }: { account: AccountRow; job: JobInParts; at: Date; failure: FileFailure },
): Promise<void> {
  const upload = await addUpload(trx, {
    ...(await termsOfNewFile(trx, account)),
    filename: nameOf(job),
    content_hash: createHash("sha256").update(nameOf(job)).digest(),
    bytes: job.bytes,
    forced: false,
    uploaded_at: at,
    came_by: "api",
    taken: null,
  });
  const ending = { status: "failure", failure, rowsRead: 0 } as const;
  await markEnded(trx, { id: upload.id, at, ending, header: null });
  await tellFile(trx, deps, { upload, ending, stops: await stopOnError(trx, upload) });
}

function refusalOf(taken: NotTaken, job: string): Refusal {
  switch (taken.kind) {
    case "wrong_columns":
      return new Refusal("parts.columns", taken.wrong);
    case "wrong_row":
      return refusalOfRow(taken.wrong);
    case "too_many_jobs":
      return new Refusal("parts.too_many_jobs", { most: PARTS.openJobs });
    case "failed":
      return new Refusal("parts.job_failed", { job, parts: PARTS.most, megabytes: Math.floor(PARTS.jobBytes / 1024 ** 2) });
    case "had_failed":
      return new Refusal("parts.failed", { job });
  }
}

function refusalOfRow(wrong: WrongRow): Refusal {
  switch (wrong.why) {
    case "cells":
      return new Refusal("parts.cells", { row: wrong.row, cells: wrong.cells, columns: wrong.columns });
    case "split":
    case "number":
      return new Refusal("parts.cell", { why: wrong.why, row: wrong.row, column: wrong.column });
    default:
      return new Refusal("parts.row", { why: wrong.why, row: wrong.row });
  }
}
