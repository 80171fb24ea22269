import type { DataSourceType, DateFormat } from "@rapport/contract/data-sources";
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

/** The lines of a template: its description, the friendly names, the headers (FF4). */
export function templateOf(source: { type: DataSourceType; dataSourceId: number }): string {
  const headers = HEADERS[source.type];
  const friendly = ["Date (MM/DD/YYYY or MM/DD/YYYY/HH/mm/SS)", ...headers.map((header) => FRIENDLY[header] ?? header)];
  return [
    `# ${TYPE_NAMES[source.type]} template file (user: 0 ds_id: ${source.dataSourceId})`,
    `# ${friendly.join("\t")}`,
    ["Date", ...headers].join("\t"),
    "",
  ].join("\r\n");
}

const TYPE_NAMES = { summary: "Summary", transactionid: "Transaction ID", visitorid: "Visitor ID", refund: "Refund" } as const;
const SOLD = ["Tracking Code", "Product", "Evar 1", "Event 1", "Orders", "Quantity", "Price"];
const HEADERS: Readonly<Record<DataSourceType, readonly string[]>> = {
  summary: SOLD,
  transactionid: ["transactionID", ...SOLD],
  visitorid: ["VisitorID", ...SOLD],
  refund: ["transactionID", "Product", "Quantity", "Price"],
};
const FRIENDLY: Readonly<Record<string, string>> = {
  transactionID: "Transaction ID",
  VisitorID: "Visitor ID",
  "Evar 1": "eVar 1",
  Quantity: "Units",
  Price: "Revenue (line total)",
};

/** The header of a stored file of rejected rows, which the caller may correct and send again. */
export function rejectedFile(file: { header: string; lines: readonly string[] }): string {
  return [file.header, ...file.lines].map((line) => `${line}\n`).join("");
}
