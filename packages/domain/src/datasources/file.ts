import type { DateFormat } from "@rapport/contract/data-sources";
import { fileFailure, type FileFailure } from "@rapport/contract/refusals";

/** How many different calendar days a file may have (FF18). */
export const MAX_DAYS = 90;

export type LineKind = "comment" | "blank" | "content";

/** Lines that begin with `#` are comments wherever they are (FF3, A39); a line of only spaces and tabs is blank. */
export function kindOfLine(text: string): LineKind {
  if (text.startsWith("#")) return "comment";
  return /^[ \t]*$/.test(text) ? "blank" : "content";
}

/** How many dates that can be read only the other way refuse a file, when none can be read only this way (D11). */
export const LOOKS_LIKE_DAYS = 3;

export function looksDifferent({ format, rows }: { format: DateFormat; rows: number }): FileFailure {
  return fileFailure(format === "month_first" ? "file.looks_day_first" : "file.looks_month_first", { rows });
}

/** A rejected line with everything that is wrong with it, in words. */
export interface ToMend {
  readonly text: string;
  readonly line: number;
  readonly faults: readonly { readonly column: string | null; readonly code: string; readonly message: string }[];
}

/**
 * Rejected rows as they were, which the caller may correct and send again. A comment before a row with several faults says them all (FF32), unless lines
 * that begin with `#` are rows of this source.
 */
export function linesToMend(rows: readonly ToMend[], { hashLines }: { hashLines: "comments" | "rows" }): string {
  const told = ({ line, faults }: ToMend) =>
    hashLines === "rows" || faults.length < 2
      ? []
      : faults.map(({ column, code, message }) => `# Line ${line}${column === null ? "" : `, ${column}`}: ${message} (${code})`);
  return rows
    .flatMap((row) => [...told(row), row.text])
    .map((line) => `${line}\n`)
    .join("");
}
