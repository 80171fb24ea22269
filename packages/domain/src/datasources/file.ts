import type { DateFormat } from "@rapport/contract/data-sources";
import type { FileFailure } from "./failure.ts";

/** Distinct calendar days a file may hold (FF18). */
export const MAX_DAYS = 90;

export type LineKind = "comment" | "blank" | "content";

/** Lines that begin with `#` are comments wherever they stand (FF3, A39); a line of spaces and tabs only is blank. */
export function kindOfLine(text: string): LineKind {
  if (text.startsWith("#")) return "comment";
  return /^[ \t]*$/.test(text) ? "blank" : "content";
}

export const NO_HEADER: FileFailure = { code: "file.empty", message: "The file holds no header line. The first line that is not a comment names the columns." };
export const NO_ROWS: FileFailure = { code: "file.no_rows", message: "The file holds a header but no rows." };

export function tooManyDays(days: number): FileFailure {
  return { code: "file.too_many_days", message: `The file holds rows of ${days} different days; ${MAX_DAYS} is the most. Split it.` };
}

/** Days of a file that can be read one way only: so many say that the other way was meant, when none says the opposite (D11). */
export const LOOKS_LIKE_DAYS = 3;

export function looksDifferent({ format, rows }: { format: DateFormat; rows: number }): FileFailure {
  const [written, other] = format === "month_first" ? (["day", "month"] as const) : (["month", "day"] as const);
  return {
    code: format === "month_first" ? "file.looks_day_first" : "file.looks_month_first",
    message: `The dates look ${written}-first: ${rows} rows have a date that is none with the ${other} first, and no row has one that must be. Nothing was loaded. Set the date format of the data source to ${written} first, or write the dates with the ${other} first.`,
  };
}

export function strictFailure(rejected: number): FileFailure {
  const rows = rejected === 1 ? "1 row has a fault" : `${rejected} rows have a fault`;
  return {
    code: "file.strict",
    message: `${rows}, and this data source is strict: nothing of the file was loaded. Mend what the receipt names and send the file again.`,
  };
}

export function lineTooLong(line: number): FileFailure {
  return { code: "file.line_too_long", message: `Line ${line} does not end within 16 MB. Is this a text file?` };
}

/** The lines of a template: what it is, the friendly names, the headers (FF4). */
export function templateOf(source: { type: "summary" | "transactionid" | "visitorid"; dataSourceId: number }): string {
  const headers = [...KEY_HEADERS[source.type], "Tracking Code", "Product", "Evar 1", "Event 1", "Orders", "Quantity", "Price"];
  const friendly = ["Date (MM/DD/YYYY or MM/DD/YYYY/HH/mm/SS)", ...headers.map((header) => FRIENDLY[header] ?? header)];
  return [
    `# ${TYPE_NAMES[source.type]} template file (user: 0 ds_id: ${source.dataSourceId})`,
    `# ${friendly.join("\t")}`,
    ["Date", ...headers].join("\t"),
    "",
  ].join("\r\n");
}

const TYPE_NAMES = { summary: "Summary", transactionid: "Transaction ID", visitorid: "Visitor ID" } as const;
const KEY_HEADERS = { summary: [], transactionid: ["transactionID"], visitorid: ["VisitorID"] } as const;
const FRIENDLY: Readonly<Record<string, string>> = {
  transactionID: "Transaction ID",
  VisitorID: "Visitor ID",
  "Evar 1": "eVar 1",
  Quantity: "Units",
  Price: "Revenue (line total)",
};

/** The header of a stored rejected file: what the caller may mend and send again. */
export function rejectedFile(file: { header: string; lines: readonly string[] }): string {
  return [file.header, ...file.lines].map((line) => `${line}\n`).join("");
}
