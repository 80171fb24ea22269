// Reference form: only tests run it. The product does the same in sets, in SQL, and tests demand the same answer of both.
import type { DataSourceType, DateFormat, ReturnPrices, UploadMode } from "@rapport/contract/data-sources";
import type { RejectionCode } from "@rapport/contract/refusals";
import { formatDecimal } from "../values/decimal.ts";
import { readPersonId } from "../values/person-id.ts";
import { isPlaceholder } from "../values/placeholders.ts";
import { readAmount } from "../values/read-amount.ts";
import { readCell } from "../values/read-cell.ts";
import { readText } from "../values/read-text.ts";
import { byteLength, firstBytes } from "../values/text.ts";
import { keptBytes } from "../datasources/kept-bytes.ts";
import type { Column, FilePlan } from "../datasources/header.ts";
import { readDate } from "../datasources/rejection.ts";
import { ROW_RULES } from "../datasources/row-rules.ts";
import { dayOf, instantOf, type Calendar } from "../calendar/zone.ts";

/** A parsed row; blank cells are absent. */
export interface KeptRow {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Calendar day in the suite's zone: that day's midnight as if the zone were UTC, epoch milliseconds. */
  readonly day: number;
  /** By key in reports: `evar1`, `campaign`, `marketingchannel`, `marketingchanneldetail`, `zip`. */
  readonly dims: Readonly<Record<string, string>>;
  readonly product: string;
  readonly category: string;
  /** '' when the row has none. */
  readonly transactionId: string;
  readonly visitorId: string;
  /** Exact decimals in their shortest form, by key: `orders`, `units`, `revenue`, `carts`, `event1`, ... */
  readonly metrics: Readonly<Record<string, string>>;
}

export interface Rejection {
  /** The header of the column as in the file; null for the whole line. */
  readonly column: string | null;
  readonly value: string;
  readonly code: RejectionCode;
}

export type Verdict = { readonly kind: "kept"; readonly row: KeptRow } | { readonly kind: "rejected"; readonly rejection: Rejection };

/** The settings for checking lines, the same for a whole file. */
export interface Judgement {
  readonly plan: FilePlan;
  readonly type: DataSourceType;
  readonly mode: UploadMode;
  readonly dateFormat: DateFormat;
  readonly returnPrices: ReturnPrices;
  readonly timeZone: string;
  readonly calendar: Calendar;
  /** Epoch milliseconds; a later time is in the future. */
  readonly uploadedAt: number;
}

/** Judges one line (FF7 to FF16, FF25). A line is rejected for its first fault: line, date, cells from left to right, whole row. */
export function judgeRow(text: string, by: Judgement): Verdict {
  const { columns } = by.plan;
  const bytes = byteLength(text);
  if (bytes > ROW_RULES.maxBytes) return rejected("row.too_long", { column: null, value: String(bytes) });
  const cells = text.split("\t").map((cell, index) => cellOf(cell, columns[index]));
  if (cells.length !== columns.length) return rejected("row.cells", { column: null, value: String(cells.length) });

  const dateColumn = columns.findIndex((column) => column.kind === "date");
  const dated = dateOf(cells[dateColumn] ?? "", by);
  if (dated.kind === "fault") return rejected(dated.code, { column: columns[dateColumn]?.header ?? null, value: cells[dateColumn] ?? "" });

  const dims: Record<string, string> = {};
  const metrics: Record<string, string> = {};
  const row = { product: "", category: "", transactionId: "", visitorId: "" };
  for (const [index, column] of columns.entries()) {
    const value = cells[index] ?? "";
    if (value === "" || column.kind === "date") continue;
    const code = faultOf(column, value);
    if (code !== undefined) return rejected(code, { column: column.header, value });
    if (column.kind === "metric") metrics[column.key] = amountOf(value);
    else if (column.kind === "dimension") dims[column.key] = keptOf(column, value);
    else row[column.kind] = keptOf(column, value);
  }
  const isRefund = by.type === "refund";
  // With only an order, everything that is left of it is given back (RT7).
  if (isRefund && row.transactionId === "") return rejected("refund.no_order", { column: null, value: "" });
  if (!isRefund && Object.keys(metrics).length === 0) return rejected("row.no_metric", { column: null, value: "" });
  const hasDimension = Object.keys(dims).length > 0 || Object.values(row).some((value) => value !== "");
  if (by.mode === "strict" && !hasDimension) return rejected("row.no_dimension", { column: null, value: "" });
  if (row.transactionId !== "" || row.visitorId !== "") {
    if (by.returnPrices === "positive") turnPrice(metrics);
    if (contradicts(metrics)) return rejected("row.signs", { column: null, value: "" });
  }
  return { kind: "kept", row: { at: dated.at, day: dated.day, dims, metrics, ...row } };
}

/**
 * Every fault of a line, in the order of FF25 (FF32). With another number of cells than the header, nobody knows which cell is which, and nothing else is
 * judged. Of amounts that cannot be read, the others alone are looked at.
 */
export function faultsOfRow(text: string, by: Judgement): Rejection[] {
  const { columns } = by.plan;
  const found: Rejection[] = [];
  const add = (code: RejectionCode, where: { column: string | null; value: string }) => {
    const verdict = rejected(code, where);
    if (verdict.kind === "rejected") found.push(verdict.rejection);
  };
  const whole = { column: null, value: "" };
  const bytes = byteLength(text);
  if (bytes > ROW_RULES.maxBytes) add("row.too_long", { column: null, value: String(bytes) });
  const cells = text.split("\t").map((cell, index) => cellOf(cell, columns[index]));
  if (cells.length !== columns.length) {
    add("row.cells", { column: null, value: String(cells.length) });
    return found;
  }
  const pairs = columns.map((column, index) => ({ column, value: cells[index] ?? "" }));
  for (const { column, value } of pairs) {
    if (column.kind !== "date") continue;
    const dated = dateOf(value, by);
    if (dated.kind === "fault") add(dated.code, { column: column.header, value });
  }
  const filled = pairs.filter(({ column, value }) => column.kind !== "date" && value !== "");
  const metrics: Record<string, string> = {};
  for (const { column, value } of filled) {
    const code = faultOf(column, value);
    if (code !== undefined) add(code, { column: column.header, value });
    if (column.kind === "metric") metrics[column.key] = amountOf(value);
  }
  const has = (kinds: readonly Column["kind"][]) => filled.some(({ column }) => kinds.includes(column.kind));
  if (by.type === "refund" && !has(["transactionId"])) add("refund.no_order", whole);
  if (by.type !== "refund" && !has(["metric"])) add("row.no_metric", whole);
  if (by.mode === "strict" && !has(["dimension", "product", "category", "transactionId", "visitorId"])) add("row.no_dimension", whole);
  if (has(["transactionId", "visitorId"])) {
    if (by.returnPrices === "positive") turnPrice(metrics);
    if (contradicts(metrics)) add("row.signs", whole);
  }
  return found;
}

/** A placeholder instead of a person's id is no id (ID3). */
function cellOf(cell: string, column: Column | undefined): string {
  const value = readCell(cell);
  if (column?.kind !== "visitorId") return value;
  const id = readPersonId(value);
  return isPlaceholder(id) ? "" : id;
}

const SIGNED = ["orders", "units", "revenue"] as const;

/** A row that returns units also returns its price, if the source writes prices of returns as positive (D13). */
function turnPrice(metrics: Record<string, string>): void {
  const price = metrics["revenue"];
  const takesBack = ["orders", "units"].some((key) => metrics[key]?.startsWith("-"));
  if (takesBack && price !== undefined && price !== "0" && !price.startsWith("-")) metrics["revenue"] = `-${price}`;
}

/** True for a row that both sells and takes back, which is a contradiction (D13). */
function contradicts(metrics: Readonly<Record<string, string>>): boolean {
  const signs = SIGNED.map((key) => metrics[key] ?? "0").filter((amount) => amount !== "0");
  return signs.some((amount) => amount.startsWith("-")) && signs.some((amount) => !amount.startsWith("-"));
}

const NOON_SECONDS = 12 * 3600;

type Dated = { readonly kind: "date"; readonly at: number; readonly day: number } | { readonly kind: "fault"; readonly code: RejectionCode };

/**
 * `MM/DD/YYYY` is noon of that day (A40), `MM/DD/YYYY/HH/mm/SS` is that second (A41), in the suite's zone; zeros in
 * front may be left out. A date without a time is in the future only from the next day on, so that today's rows can be loaded in the morning.
 */
function dateOf(cell: string, by: Judgement): Dated {
  if (cell === "") return { kind: "fault", code: "date.missing" };
  const read = readDate(cell, by.dateFormat);
  if (read.kind === "fault") return { kind: "fault", code: by.dateFormat === "day_first" ? "date.day_first" : "date.format" };
  const { day, secondOfDay } = read;
  const local = day + (secondOfDay ?? NOON_SECONDS) * 1000;
  const at = instantOf(local, by.calendar.offsets(day));
  const future = secondOfDay === null ? day > dayOf(by.uploadedAt, by.timeZone) : at > by.uploadedAt + ROW_RULES.futureToleranceMs;
  return future ? { kind: "fault", code: "date.future" } : { kind: "date", at, day };
}

function faultOf(column: Column, value: string): RejectionCode | undefined {
  if (column.kind === "metric") return metricFault(value);
  if (value.includes(";")) return "dimension.semicolon";
  if (column.kind === "transactionId" && value.includes(",")) return "transactionid.several";
  if (column.kind === "transactionId" && byteLength(value) > ROW_RULES.idMaxBytes) return "transactionid.too_long";
  if (column.kind === "visitorId" && byteLength(value) > ROW_RULES.idMaxBytes) return "visitorid.too_long";
  return undefined;
}

/** A long value is cut at the same length as in a hit (IR2), so that both are one value in reports. */
function keptOf(column: Column, value: string): string {
  return readText(firstBytes(value, keptBytes(column)));
}

function metricFault(value: string): RejectionCode | undefined {
  const read = readAmount(value);
  if (read.kind === "amount") return undefined;
  return read.fault === "amount.ambiguous" ? "metric.ambiguous" : "metric.not_a_number";
}

/** The shortest form of the exact decimal: `+007.50` becomes `7.5`, `-0` becomes `0`. */
function amountOf(value: string): string {
  const read = readAmount(value);
  return read.kind === "amount" ? formatDecimal(read.value) : "0";
}

function rejected(code: RejectionCode, where: { column: string | null; value: string }): Verdict {
  const value = Array.from(where.value).slice(0, ROW_RULES.quotedCharacters).join("");
  return { kind: "rejected", rejection: { column: where.column, value, code } };
}
