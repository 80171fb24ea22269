import type { DateFormat } from "@rapport/contract/data-sources";
import { rowFault, type DateFault, type RejectionCode, type RowFault } from "@rapport/contract/refusals";
import type { BeyondAmount } from "../returns/weigh-refund.ts";
import { ROW_RULES } from "./row-rules.ts";

/** A cell of the column `Date`: an existing day, with its time if it has one, or what is wrong. */
export type ReadDate =
  | { readonly kind: "date"; readonly day: number; readonly secondOfDay: number | null }
  | { readonly kind: "fault"; readonly fault: DateFault };

/** Reads `MM/DD/YYYY` or `MM/DD/YYYY/HH/mm/SS`, or the day first if the source says so. Leading zeros may be missing. `day` is its midnight as if the zone were UTC. */
export function readDate(cell: string, format: DateFormat = "month_first"): ReadDate {
  const parts = ROW_RULES.date
    .exec(cell)
    ?.slice(1)
    .map((part) => (part === undefined ? undefined : Number(part)));
  if (parts === undefined) return { kind: "fault", fault: { fault: "format" } };
  const [first = 0, other = 0, year = 0, hour, minute = 0, second = 0] = parts;
  const [month, date] = format === "month_first" ? [first, other] : [other, first];
  if (month < 1 || month > 12) return { kind: "fault", fault: { fault: "month", month } };
  if (year < ROW_RULES.oldestYear || year > ROW_RULES.newestYear)
    return { kind: "fault", fault: { fault: "year", year, from: ROW_RULES.oldestYear, to: ROW_RULES.newestYear } };
  const day = Date.UTC(year, month - 1, date);
  if (new Date(day).getUTCMonth() !== month - 1 || date < 1) return { kind: "fault", fault: { fault: "day", day: date, month, year } };
  if (hour === undefined) return { kind: "date", day, secondOfDay: null };
  if (hour > 23 || minute > 59 || second > 59) return { kind: "fault", fault: { fault: "time", time: [hour, minute, second].map(twoDigits).join(":") } };
  return { kind: "date", day, secondOfDay: hour * 3600 + minute * 60 + second };
}

/** A rejected row as stored. */
export interface KeptRejection {
  readonly code: RejectionCode;
  /** The cell, up to the length that a rejection quotes. */
  readonly value: string;
  /** What the value does not show; null for rows of an early version. */
  readonly found: number | null;
  readonly expected: number | null;
  readonly first: "month" | "day" | null;
  readonly of: BeyondAmount | null;
  readonly left: string | null;
  readonly upload: number | null;
  /** Days as YYYY-MM-DD. */
  readonly order: string | null;
  readonly firstHit: string | null;
  /** How the mapping says that dates and amounts are written. */
  readonly written?: string | null;
  readonly decimals?: "point" | "comma" | null;
}

/** What is wrong with a rejected row, with the parameters for its words. */
export function rowFaultOf({ code, value, found, expected, first, of, left, upload, order, firstHit, written, decimals }: KeptRejection): RowFault {
  switch (code) {
    case "row.cells":
      return rowFault(code, { found, expected });
    case "row.too_long":
      return rowFault(code, { most: ROW_RULES.maxBytes });
    case "transactionid.too_long":
    case "visitorid.too_long":
      return { code, params: { most: ROW_RULES.idMaxBytes } };
    case "date.format":
      return rowFault(code, dateFault(value, "month_first"));
    case "date.day_first":
      return rowFault(code, dateFault(value, "day_first"));
    case "date.not_as_mapped":
      return rowFault(code, { written: written ?? "" });
    case "metric.not_as_mapped":
      return rowFault(code, { decimals: decimals ?? "point" });
    case "date.future":
      return rowFault(code, { first });
    case "refund.beyond_order":
      if (of === null || left === null) throw new Error("a refund beyond its order does not say how far");
      return rowFault(code, { of, left });
    case "row.repeated":
      if (upload === null) throw new Error("a repeated row does not say which upload has it");
      return rowFault(code, { upload });
    case "date.before_order":
      if (order === null) throw new Error("a row before its order does not say of which day that is");
      return rowFault(code, { order });
    case "date.before_suite":
      if (firstHit === null) throw new Error("a row before its suite does not say when that begins");
      return rowFault(code, { first: firstHit });
    case "refund.no_order":
    case "row.no_metric":
    case "row.no_dimension":
    case "row.signs":
    case "cell.spreadsheet_error":
    case "date.missing":
    case "dimension.semicolon":
    case "metric.not_a_number":
    case "metric.ambiguous":
    case "transactionid.several":
      return { code, params: {} };
  }
}

function dateFault(cell: string, format: DateFormat): DateFault {
  const read = readDate(cell, format);
  return read.kind === "fault" ? read.fault : { fault: "format" };
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
