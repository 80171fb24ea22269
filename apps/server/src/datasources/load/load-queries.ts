import type { NamedQuery } from "@rapport/warehouse";
import { z } from "zod";
import { joined, type Ids } from "../join/join-sql.ts";
import { IdRuleParameters } from "../ids/id-rule-sql.ts";
import { PersistenceKeys } from "../join/persistence-keys.ts";
import { insertHits, NO_PRODUCT_METRICS, NO_VISIT } from "./insert-hits.ts";
import { COMMENTS, judged, type Amounts } from "./judge-sql.ts";
import { FILE_IDS, FURTHER_FAULTS, KEPT_ROWS, REJECTED_ROWS, SURVEY, VERDICTS } from "./row-sql.ts";
import { IN_STEPS } from "./value-sql.ts";

const Numbers = z.array(z.number());
const Texts = z.array(z.string());

/** A file's columns, days and settings as parameters for the engine. Columns count from 1; one past the last is a column that the file does not have. */
export const FileParameters = z.object({
  upload: z.number(),
  suite: z.string(),
  columns: z.number(),
  headers: Texts,
  /** The headers by which the columns are known, in small letters. */
  names: Texts,
  kinds: Numbers,
  keptBytes: Numbers,
  date: z.number(),
  product: z.number(),
  category: z.number(),
  transactionId: z.number(),
  visitorId: z.number(),
  orders: z.number(),
  units: z.number(),
  revenue: z.number(),
  metricKeys: Texts,
  metricColumns: Numbers,
  dimensionKeys: Texts,
  dimensionColumns: Numbers,
  /** Those dimensions whose values persist. */
  persistingKeys: Texts,
  strict: z.number(),
  /** Settings of the data source. */
  dayFirst: z.number(),
  hashRows: z.number(),
  positiveReturns: z.number(),
  refusesEarly: z.number(),
  /** A file of refunds. */
  refunds: z.number(),
  /** The suite's time zone. */
  zone: z.string(),
  /** The suite's today, in days since 1970. */
  today: z.number(),
  uploadedAt: z.number(),
  windowMs: z.number(),
  /** Days whose offsets from UTC are given, and those offsets in milliseconds. */
  days: Numbers,
  before: Numbers,
  after: Numbers,
  switches: Numbers,
  ...PersistenceKeys.shape,
  ...IdRuleParameters.shape,
  /** The part of the file: from this line up to, but without, that one. */
  fromLine: z.number(),
  toLine: z.number(),
});
export type FileParameters = z.infer<typeof FileParameters>;

/** Values that look like dates stay text, and a second try of the same rows is not dropped as a repetition. */
export const INSERT_SETTINGS = `insert_deduplicate = 0, max_partitions_per_insert_block = 0, input_format_try_infer_dates = 0, input_format_try_infer_datetimes = 0, max_insert_threads = 2, ${IN_STEPS}`;

const JUDGED_COLUMNS =
  "line, text, cells_given, cells, placeholder, other_way, this_way, timed, day, local, is_hard, amounts, row_orders, row_units, row_revenue, faulty, code";
const judge = (amounts: Amounts) => ({
  text: `INSERT INTO upload_rows_v1 (upload, ${JUDGED_COLUMNS}) SELECT {upload:UInt32}, ${JUDGED_COLUMNS} FROM (${judged(amounts)}) SETTINGS ${INSERT_SETTINGS}`,
  params: FileParameters,
  row: z.never(),
});
/** Reads and judges each line once. `plain` reads amounts that are not plain wrongly, and marks their rows as hard. */
export const JUDGES = {
  plain: { ...judge("plain"), name: "judgeRowsOfPlainAmounts" },
  any: { ...judge("any"), name: "judgeRows" },
} satisfies Record<Amounts, NamedQuery>;

/** How many rows there are, how many are rejected, and the days of the others. */
export const survey = {
  name: "surveyUpload",
  text: SURVEY,
  params: z.object({ upload: z.number() }),
  row: z.object({
    rows: z.coerce.number(),
    rejected: z.coerce.number(),
    day_count: z.coerce.number(),
    days: Numbers,
    placeholders: z.coerce.number(),
    other_way_days: z.coerce.number(),
    this_way_days: z.coerce.number(),
    hard_rows: z.coerce.number(),
  }),
} satisfies NamedQuery;

/** Comments are not rows; those that look like rows are listed. */
export const comments = {
  name: "commentsOfUpload",
  text: COMMENTS,
  params: FileParameters,
  row: z.object({ comments: z.coerce.number(), like_rows: z.coerce.number(), examples: z.array(z.tuple([z.number(), z.string()])) }),
} satisfies NamedQuery;

export const verdicts = {
  name: "verdictsOfUpload",
  text: `${VERDICTS} ORDER BY line`,
  params: FileParameters,
  row: z.object({
    line: z.number(),
    text: z.string(),
    code: z.string(),
    fault_header: z.string(),
    fault_value: z.string(),
    at: z.coerce.number(),
    day: z.number(),
  }),
} satisfies NamedQuery;

/** Rows with their upload, its time and its window, as the joins need them. */
export function located(rows: string): string {
  return `SELECT *, {upload:UInt32} AS upload, {uploadedAt:Int64} AS uploaded_at, {windowMs:Int64} AS window_ms FROM (${rows})`;
}

/** The position of a row of a file in `hits_v1`. */
export const POSITION = "bitShiftLeft(toUInt64(1), 63) + bitShiftLeft(toUInt64(upload), 32) + line";

function insertRows(rows: string, into?: string): string {
  const ofProduct = (value: string) => `if(has_product, [${value}], [])`;
  return insertHits(
    {
      ...NO_VISIT,
      suite: "{suite:String}",
      visitor_id: "visitor_id",
      at: "fromUnixTimestamp64Milli(at_ms, 'UTC')",
      position: POSITION,
      source: "source",
      occurrences: "1",
      dims: "CAST(set_values AS JSON(max_dynamic_paths = 512))",
      post: "CAST(post_values AS JSON(max_dynamic_paths = 512))",
      lists: "lists",
      orders: "orders",
      units: "units",
      revenue: "revenue",
      is_return: "is_return",
      metrics: "metrics",
      "products.category": ofProduct("product_category"),
      "products.name": ofProduct("product_name"),
      "products.units": ofProduct("units"),
      "products.revenue": ofProduct("revenue"),
      "products.metrics": ofProduct(NO_PRODUCT_METRICS),
      transaction_ids: "if(tid = '', [], [tid])",
      upload: "upload",
      line: "line",
      fate: "fate",
      unlinked_reason: "unlinked_reason",
      key: "key",
    },
    { into, from: `SELECT *, product_name != '' OR product_category != '' AS has_product FROM (${rows})`, settings: INSERT_SETTINGS },
  );
}

/** Orders that came while the file was read. A row that is dated before an order that was there is rejected. */
const EARLY = "{refusesEarly:UInt8}";

function joinedBy(ids: Partial<Ids>): string {
  return joined(located(KEPT_ROWS), ids);
}

/** Kept rows with what becomes of them, by the id columns a file has. */
export const joinedRows = {
  summary: joinedBy({}),
  transaction: joinedBy({ transaction: FILE_IDS.transaction, early: EARLY }),
  visitor: joinedBy({ visitor: FILE_IDS.visitor }),
  both: joinedBy({ ...FILE_IDS, early: EARLY }),
} as const;

function load(name: string, joins: keyof typeof joinedRows) {
  return { name, text: loadText(joins), params: FileParameters, row: z.never() } satisfies NamedQuery;
}

/** The statement that adds a file's kept rows to a table that is like `hits_v1`. */
export function loadText(joins: keyof typeof joinedRows, into?: string): string {
  return insertRows(joinedRows[joins], into);
}

export const LOADS = {
  summary: load("loadSummaryRows", "summary"),
  transaction: load("loadTransactionRows", "transaction"),
  visitor: load("loadVisitorRows", "visitor"),
  both: load("loadRowsOfBothIds", "both"),
} as const;

export const keepRejected = {
  name: "keepRejectedRows",
  text: `INSERT INTO rejected_rows_v1 (upload, line, column, value, code, params, text) ${REJECTED_ROWS} SETTINGS ${INSERT_SETTINGS}`,
  params: FileParameters,
  row: z.never(),
} satisfies NamedQuery;

export const INSERT_FURTHER = "INSERT INTO further_faults_v1 (upload, line, place, column, value, code, params)";

/** Run after the first fault of each rejected row is stored. */
export const keepFurther = {
  name: "keepFurtherFaults",
  text: `${INSERT_FURTHER} ${FURTHER_FAULTS} SETTINGS ${INSERT_SETTINGS}`,
  params: FileParameters,
  row: z.never(),
} satisfies NamedQuery;

export const dropLines = {
  name: "dropLinesOfUpload",
  text: "ALTER TABLE upload_lines_v1 DROP PARTITION {upload:UInt32}",
  params: z.object({ upload: z.number() }),
  row: z.never(),
} satisfies NamedQuery;

export const dropRows = {
  name: "dropJudgedRowsOfUpload",
  text: "ALTER TABLE upload_rows_v1 DROP PARTITION {upload:UInt32}",
  params: z.object({ upload: z.number() }),
  row: z.never(),
} satisfies NamedQuery;

export const removeRejected = {
  name: "removeRejectedRows",
  text: "DELETE FROM rejected_rows_v1 WHERE upload = {upload:UInt32}",
  params: z.object({ upload: z.number() }),
  row: z.never(),
} satisfies NamedQuery;

export const removeFurther = {
  name: "removeFurtherFaults",
  text: "DELETE FROM further_faults_v1 WHERE upload = {upload:UInt32}",
  params: z.object({ upload: z.number() }),
  row: z.never(),
} satisfies NamedQuery;

/** The upload's rows, with the pairs that late linking made. */
export const removeRows = {
  name: "removeRowsOfUpload",
  text: "DELETE FROM hits_v1 WHERE suite = {suite:String} AND upload = {upload:UInt32}",
  params: z.object({ upload: z.number(), suite: z.string() }),
  row: z.never(),
} satisfies NamedQuery;

/** The rows with which files are compared. */
export const removeHashes = {
  name: "removeHashesOfUpload",
  text: "DELETE FROM file_rows_v1 WHERE upload = {upload:UInt32}",
  params: z.object({ upload: z.number() }),
  row: z.never(),
} satisfies NamedQuery;

export const hashesOfUpload = {
  name: "hashesOfUpload",
  text: "SELECT exists(SELECT 1 FROM file_rows_v1 WHERE upload = {upload:UInt32}) AS any",
  params: z.object({ upload: z.number() }),
  row: z.object({ any: z.coerce.boolean() }),
} satisfies NamedQuery;

/** Rows of the upload that wait for orders. */
export const removeAsks = {
  name: "removeAsksOfUpload",
  text: "DELETE FROM waiting_amounts_v1 WHERE suite = {suite:String} AND upload = {upload:UInt32}",
  params: z.object({ upload: z.number(), suite: z.string() }),
  row: z.never(),
} satisfies NamedQuery;

/** Whether there is anything to remove. A removal reads the whole table even if it finds nothing. */
export const leftOfUpload = {
  name: "leftOfUpload",
  text: `
    SELECT exists(SELECT 1 FROM hits_v1 WHERE suite = {suite:String} AND upload = {upload:UInt32}) AS rows,
      exists(SELECT 1 FROM rejected_rows_v1 WHERE upload = {upload:UInt32}) AS rejected,
      exists(SELECT 1 FROM further_faults_v1 WHERE upload = {upload:UInt32}) AS further,
      exists(SELECT 1 FROM waiting_amounts_v1 WHERE suite = {suite:String} AND upload = {upload:UInt32}) AS asks`,
  params: z.object({ upload: z.number(), suite: z.string() }),
  row: z.object({ rows: z.coerce.boolean(), rejected: z.coerce.boolean(), further: z.coerce.boolean(), asks: z.coerce.boolean() }),
} satisfies NamedQuery;
