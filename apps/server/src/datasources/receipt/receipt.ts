import { Refusal } from "@rapport/contract";
import { Receipt, type UnlinkedReason } from "@rapport/contract/data-sources";
import { isVisitorIdColumn, readPersonId, visitorIdReader } from "@rapport/domain";
import { z } from "zod";
import { auditVisitors } from "../../audit/index.ts";
import type { Deps } from "../../deps.ts";
import { holdsSuite, type Actor, type Reach } from "../../http/index.ts";
import { fatesOfUpload, oddDaysOfUpload, rejectedRows, type OddDays } from "./receipt-queries.ts";
import { timeZoneOf } from "../accounts/suite.ts";
import { countsOf, mendedLines } from "../mending/mend-queries.ts";
import { attemptsOf } from "../replace/replace-queries.ts";
import { jobError } from "./job-error.ts";
import { Fates } from "./fates.ts";
import { jobFates } from "./job-fates.ts";
import { shownRows } from "./rejected-row.ts";
import { uploadById, type UploadRow } from "../queries.ts";

const REJECTED_SHOWN = 100;

/** What a receipt says beside the fates of rows. */
const FileTold = Receipt.pick({ comments: true, placeholderIds: true, sameRows: true, repeatedRows: true });

export async function readReceipt({ db, warehouse }: Pick<Deps, "db" | "warehouse">, jobId: number): Promise<Receipt> {
  const upload = await uploadOrRefusal(db, jobId);
  const receipt = await receiptOf(warehouse, upload);
  return { ...receipt, ...(await mended(db, receipt)), ...(await oddDays({ db, warehouse }, upload)), ...(await attempts({ db, warehouse }, upload)) };
}

/** Which of its rejected rows are mended, and by what (FU23). */
async function mended(db: Deps["db"], { jobId, rejectedRows }: Receipt): Promise<Pick<Receipt, "mendedBy" | "rejectedRows"> | undefined> {
  const lines = await mendedLines(db, jobId);
  if (lines.size === 0) return undefined;
  const withMended = rejectedRows.map((row) => {
    const mendedBy = lines.get(row.line);
    return { ...row, ...(mendedBy !== undefined && { mendedBy }) };
  });
  return { mendedBy: countsOf(lines), rejectedRows: withMended };
}

/** What was sent for the same upload (FU22, FU23). */
async function attempts({ db, warehouse }: Pick<Deps, "db" | "warehouse">, { id, rsid }: UploadRow): Promise<Pick<Receipt, "attempts">> {
  const uploads = await attemptsOf(db, id);
  if (uploads.length < 2) return {};
  const fates = await jobFates({ warehouse }, { rsid, uploads });
  return {
    attempts: uploads.map((upload) => {
      const error = jobError(upload);
      return {
        jobId: upload.id,
        filename: upload.filename,
        uploadedAt: upload.uploaded_at.toISOString(),
        status: upload.status,
        ...(upload.replaced_by !== null && { replacedBy: upload.replaced_by }),
        ...(upload.mends !== null && { mends: upload.mends }),
        ...(upload.duplicate_of !== null && { duplicateOf: upload.duplicate_of }),
        ...(error !== undefined && { error }),
        rowsRead: upload.rows_read,
        fates: fates.get(upload.id) ?? { linked: 0, waiting: 0, unlinked: 0, summary: 0, rejected: upload.rejected },
      };
    }),
  };
}

/** Audits whose ids the receipt quotes: in rejected cells, and in comments that look like rows. */
export async function auditReceipt(deps: Pick<Deps, "db" | "clock">, { receipt, actor }: { receipt: Receipt; actor: Actor }): Promise<Receipt> {
  const { rsid, header } = await uploadOrRefusal(deps.db, receipt.jobId);
  await auditQuoted(deps, { receipt, actor, rsid, header });
  return receipt;
}

export async function auditQuoted(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { receipt, actor, rsid, header }: { receipt: Pick<Receipt, "rejectedRows" | "comments">; actor: Actor; rsid: string; header: string | null },
): Promise<void> {
  const visitorId = visitorIdReader(header ?? "");
  const faults = receipt.rejectedRows.flatMap(({ further = [], ...first }) => [first, ...further]);
  const rejected = faults.filter(({ column }) => column !== null && isVisitorIdColumn(column)).map(({ value }) => readPersonId(value));
  const visitors = new Set([...rejected, ...(receipt.comments?.examples ?? []).map(({ text }) => visitorId(text))]);
  await auditVisitors({ db, clock }, { actor, rsid, visitors });
}

/** Rows whose day cannot be right, as far as is known now. A later order may show that a waiting row is dated before it (U7). */
async function oddDays({ db, warehouse }: Pick<Deps, "db" | "warehouse">, upload: UploadRow): Promise<Pick<Receipt, "beforeOrder" | "beforeSuite">> {
  if (upload.status !== "success" || upload.duplicate_of !== null) return {};
  const zone = await timeZoneOf(db, upload.rsid);
  const [found] = await warehouse.rows(oddDaysOfUpload, { upload: upload.id, suite: upload.rsid, zone });
  return shownOddDays(found);
}

export function shownOddDays(found: z.infer<typeof OddDays> | undefined): Pick<Receipt, "beforeOrder" | "beforeSuite"> {
  if (found === undefined) return {};
  return {
    ...(found.before_order > 0 && { beforeOrder: { rows: found.before_order, lines: found.order_lines } }),
    ...(found.before_suite > 0 && { beforeSuite: { rows: found.before_suite, lines: found.suite_lines } }),
  };
}

/** Refuses an upload of a report suite that is not the caller's, as if it did not exist (RI2). */
export async function uploadInReach({ db }: Pick<Deps, "db">, { jobId, reach }: { jobId: number; reach: Reach }): Promise<void> {
  const { rsid } = await uploadOrRefusal(db, jobId);
  if (!holdsSuite(reach, rsid)) throw new Refusal("upload.unknown", { upload: jobId });
}

/** Refuses an upload of another data source than the one that is named. */
export async function assertOfSource(
  { db }: Pick<Deps, "db">,
  { jobId, rsid, dataSourceId }: { jobId: number; rsid?: string | undefined; dataSourceId?: number | undefined },
): Promise<void> {
  const upload = await uploadOrRefusal(db, jobId);
  const isOf = (rsid ?? upload.rsid) === upload.rsid && (dataSourceId ?? upload.data_source_id) === upload.data_source_id;
  if (!isOf) throw new Refusal("job.unknown", { job: jobId });
}

export async function uploadOrRefusal(db: Deps["db"], jobId: number): Promise<UploadRow> {
  const upload = await uploadById(db, jobId);
  if (upload === undefined) throw new Refusal("upload.unknown", { upload: jobId });
  return upload;
}

/**
 * Counts come from the rows themselves, so that a late link shows at once. After an undo they stay as they were at the undo.
 * A strict file that is refused has every row rejected; `rejectedRows` then lists those with a fault.
 */
export async function receiptOf(warehouse: Deps["warehouse"], upload: UploadRow): Promise<Receipt> {
  const fates = await fatesNow(warehouse, upload);
  const error = jobError(upload);
  const rejected = upload.rejected === 0 ? [] : await warehouse.rows(rejectedRows, { upload: upload.id, limit: REJECTED_SHOWN });
  return {
    jobId: upload.id,
    filename: upload.filename,
    status: upload.status,
    ...(error !== undefined && { error }),
    rowsRead: upload.rows_read,
    ...fates,
    rejected: upload.rejected,
    ...(upload.taken_back > 0 && { takenBack: upload.taken_back }),
    ...(upload.duplicate_of !== null && { duplicateOf: upload.duplicate_of }),
    ...(upload.replaces !== null && { replaces: upload.replaces }),
    ...(upload.replaced_by !== null && { replacedBy: upload.replaced_by }),
    ...(upload.mends !== null && { mends: upload.mends }),
    ...(upload.undone_at !== null && { undoneAt: upload.undone_at.toISOString() }),
    ...(upload.reading !== null && FileTold.parse(upload.reading)),
    rejectedRows: await shownRows({ warehouse }, { upload: upload.id, rows: rejected }),
  };
}

async function fatesNow(warehouse: Deps["warehouse"], upload: UploadRow): Promise<Fates> {
  if (upload.undone_fates !== null) return Fates.parse(upload.undone_fates);
  return upload.status === "success" && upload.duplicate_of === null ? await countFates(warehouse, upload) : NONE;
}

const NONE: Fates = { linkedByTransaction: 0, linkedByCustomer: 0, unlinked: 0, summary: 0, unlinkedReasons: {} };

export async function countFates(warehouse: Deps["warehouse"], { id, rsid }: Pick<UploadRow, "id" | "rsid">): Promise<Fates> {
  return fatesOfCounts(await warehouse.rows(fatesOfUpload, { upload: id, suite: rsid }));
}

export interface FateCount {
  readonly fate: "transaction" | "customer" | "unlinked" | "summary";
  readonly reason: UnlinkedReason | "";
  readonly rows: number;
}

/** A fate and reason may come more than once. */
export function fatesOfCounts(counts: readonly FateCount[]): Fates {
  const of = (fate: FateCount["fate"]) => counts.filter((count) => count.fate === fate).reduce((sum, { rows }) => sum + rows, 0);
  const reasons: Partial<Record<UnlinkedReason, number>> = {};
  for (const { reason, rows } of counts) if (reason !== "") reasons[reason] = (reasons[reason] ?? 0) + rows;
  return {
    linkedByTransaction: of("transaction"),
    linkedByCustomer: of("customer"),
    unlinked: of("unlinked"),
    summary: of("summary"),
    unlinkedReasons: reasons,
  };
}
