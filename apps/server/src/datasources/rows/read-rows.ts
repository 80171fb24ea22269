import type { RowFilter, UploadRow, UploadRows } from "@rapport/contract/data-sources";
import { readPersonId, visitorIdReader } from "@rapport/domain";
import type { z } from "zod";
import { auditVisitors } from "../../audit/index.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../http/index.ts";
import { fatesOfUpload } from "../receipt/receipt-queries.ts";
import { uploadOrRefusal } from "../receipt/receipt.ts";
import { shownRows } from "../receipt/rejected-row.ts";
import type { UploadRow as Upload } from "../queries.ts";
import { countKept, countRejected, keptRows, rejectedByCode, rejectedRowsPage } from "./rows-queries.ts";

export interface RowsAsked extends RowFilter {
  readonly jobId: number;
  /** Rows of later lines. */
  readonly after: number;
  readonly limit: number;
}

/** A page of an upload's rows in the order of their lines, with those of the whole upload counted by fate and reason (FU14). Whose they are is audited first. */
export async function readRows(
  { db, warehouse, clock }: Pick<Deps, "db" | "warehouse" | "clock">,
  { actor, ...asked }: RowsAsked & { actor: Actor },
): Promise<UploadRows> {
  const upload = await uploadOrRefusal(db, asked.jobId);
  const filter = { suite: upload.rsid, upload: upload.id, fate: asked.fate ?? "", reason: asked.reason ?? "", search: asked.search?.trim() ?? "" };
  const page = { ...filter, after: asked.after, limit: asked.limit + 1 };
  const reads = { kept: isInReports(upload) && asked.fate !== "rejected", rejected: isJudged(upload) && (asked.fate ?? "rejected") === "rejected" };
  const [kept, rejected] = await Promise.all([reads.kept ? warehouse.rows(keptRows, page) : [], reads.rejected ? warehouse.rows(rejectedRowsPage, page) : []]);
  const rows = [...kept.map(keptRow), ...(await rejectedAsShown(warehouse, { upload: upload.id, rows: rejected }))].toSorted(
    (one, other) => one.line - other.line,
  );
  const shown = rows.slice(0, asked.limit);
  await auditVisitors({ db, clock }, { actor, rsid: upload.rsid, visitors: visitorsOf({ upload, rows: shown, kept }) });
  const next = rows.length > asked.limit ? (shown.at(-1)?.line ?? null) : null;
  if (asked.after > 0) return { rows: shown, next };
  const [ofKept, ofRejected, counts] = await Promise.all([
    reads.kept ? warehouse.rows(countKept, filter) : [],
    reads.rejected ? warehouse.rows(countRejected, filter) : [],
    countsOf(warehouse, upload),
  ]);
  return { rows: shown, next, total: [...ofKept, ...ofRejected].reduce((sum, one) => sum + one.rows, 0), counts };
}

const isJudged = ({ status, duplicate_of }: Upload) => status !== "uploaded" && status !== "processing" && duplicate_of === null;
const isInReports = ({ status, duplicate_of }: Upload) => status === "success" && duplicate_of === null;

async function countsOf(warehouse: Deps["warehouse"], upload: Upload): Promise<Required<UploadRows>["counts"]> {
  const [kept, rejected] = await Promise.all([
    isInReports(upload) ? warehouse.rows(fatesOfUpload, { upload: upload.id, suite: upload.rsid }) : [],
    isJudged(upload) ? warehouse.rows(rejectedByCode, { upload: upload.id }) : [],
  ]);
  return [...kept, ...rejected.map(({ code, rows }) => ({ fate: "rejected" as const, reason: code, rows }))];
}

type Kept = z.infer<(typeof keptRows)["row"]>;

function keptRow(row: Kept): UploadRow {
  return {
    line: row.line,
    fate: row.fate,
    reason: row.reason === "" ? null : row.reason,
    fault: null,
    at: new Date(row.at_ms).toISOString(),
    transactionId: orNull(row.tid),
    visitorId: orNull(row.vid),
    products: row.goods.map(([name, category, units, revenue, metrics]) => ({ name, category, units, revenue, metrics })),
    said: row.own,
    // A row's own value wins over what it would take.
    took: { ...Object.fromEntries(Object.entries(row.persisted).filter(([variable]) => row.own[variable] === undefined)), ...row.lists },
    orders: row.orders,
    units: row.units,
    revenue: row.revenue,
    metrics: row.metrics,
    waitsForRate: row.waits,
    text: null,
  };
}

type Rejected = z.infer<(typeof rejectedRowsPage)["row"]>;

async function rejectedAsShown(warehouse: Deps["warehouse"], { upload, rows }: { upload: number; rows: readonly Rejected[] }): Promise<UploadRow[]> {
  const faulty = rows.flatMap(({ code, ...row }) => (code === "" ? [] : [{ ...row, code }]));
  const faults = new Map((await shownRows({ warehouse }, { upload, rows: faulty })).map(({ line, ...fault }) => [line, fault]));
  return rows.map(({ line, text }) => ({ ...NOT_COUNTED, line, fault: faults.get(line) ?? null, text }));
}

const NOT_COUNTED = {
  fate: "rejected",
  reason: null,
  at: null,
  transactionId: null,
  visitorId: null,
  products: [],
  said: {},
  took: {},
  orders: "0",
  units: "0",
  revenue: "0",
  metrics: {},
  waitsForRate: false,
} satisfies Partial<UploadRow>;

/** Everybody whose data the page shows: who a row belongs to, who it names, and who rejected lines name. */
function visitorsOf({ upload, rows, kept }: { upload: Upload; rows: readonly UploadRow[]; kept: readonly Kept[] }): ReadonlySet<string> {
  const named = visitorIdReader(upload.header ?? "");
  const belongs = new Map(kept.map(({ line, visitor_id }) => [line, visitor_id.replace(/^vid:/, "")]));
  const visitors = rows.flatMap(({ line, visitorId, text }) => [belongs.get(line) ?? "", readPersonId(visitorId ?? ""), text === null ? "" : named(text)]);
  return new Set(visitors.filter((visitor) => visitor !== ""));
}

const orNull = (text: string) => (text === "" ? null : text);
