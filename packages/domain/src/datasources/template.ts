import type { DataSourceType, DateFormat, SourceColumn } from "@rapport/contract/data-sources";
import { columnOf, headerOf, identityOf } from "./header-names.ts";

interface Templated {
  readonly type: DataSourceType;
  readonly dataSourceId: number;
  readonly dateFormat: DateFormat;
  /** What was chosen for it; none for what files of the type usually have. */
  readonly columns: readonly SourceColumn[];
}

/** The lines of a template: its description, the friendly names, the headers (FF4). */
export function templateOf({ type, dataSourceId, dateFormat, columns }: Templated): string {
  const own = columns.length === 0 ? USUAL[type].map((header) => ({ name: FRIENDLY[header] ?? header, to: header })) : columns;
  const id = ID_OF[type];
  const all = [{ name: DATES[dateFormat], to: "Date" }, ...(id === null ? [] : [{ name: FRIENDLY[id] ?? id, to: id }]), ...own];
  const line = (cells: readonly string[]) => cells.map((cell) => cell.replaceAll(/[\t\r\n]+/g, " ")).join("\t");
  return [
    `# ${TYPE_NAMES[type]} template file (user: 0 ds_id: ${dataSourceId})`,
    `# ${line(all.map(({ name }) => name))}`,
    line(all.map(({ to }) => to)),
    "",
  ].join("\r\n");
}

/** The header that every row of a type has beside the date; null for none. */
export const ID_OF = { summary: null, transactionid: "transactionID", visitorid: "VisitorID", refund: "transactionID" } as const satisfies Record<
  DataSourceType,
  string | null
>;

export type WrongColumns = { readonly why: "unknown" | "twice"; readonly to: string };

/** Why these columns make no file of that type: a name that is no header, one that stands there twice, or one that the type has already. */
export function wrongColumns(type: DataSourceType, columns: readonly SourceColumn[]): WrongColumns | undefined {
  const taken = new Set(["Date", ...(ID_OF[type] === null ? [] : [ID_OF[type]])].flatMap((header) => columnOf(header) ?? []).map(identityOf));
  for (const { to } of columns) {
    const column = columnOf(to);
    if (column === undefined) return { why: "unknown", to };
    if (taken.has(identityOf(column))) return { why: "twice", to };
    taken.add(identityOf(column));
  }
  return undefined;
}

/** The columns with the headers as they are known, whatever was written. */
export function withHeaders(columns: readonly SourceColumn[]): SourceColumn[] {
  return columns.map(({ name, to }) => {
    const column = columnOf(to);
    return { name, to: column === undefined ? to : headerOf(column) };
  });
}

/** Whether a header holds amounts. */
export function isMetric(to: string): boolean {
  return columnOf(to)?.kind === "metric";
}

const DATES = {
  month_first: "Date (MM/DD/YYYY or MM/DD/YYYY/HH/mm/SS)",
  day_first: "Date (DD/MM/YYYY or DD/MM/YYYY/HH/mm/SS)",
} as const satisfies Record<DateFormat, string>;
const TYPE_NAMES = { summary: "Summary", transactionid: "Transaction ID", visitorid: "Visitor ID", refund: "Refund" } as const;
const SOLD = ["Tracking Code", "Product", "Evar 1", "Event 1", "Orders", "Quantity", "Price"];
const USUAL: Readonly<Record<DataSourceType, readonly string[]>> = {
  summary: SOLD,
  transactionid: SOLD,
  visitorid: SOLD,
  refund: ["Product", "Quantity", "Price"],
};
const FRIENDLY: Readonly<Record<string, string>> = {
  transactionID: "Transaction ID",
  VisitorID: "Visitor ID",
  "Evar 1": "eVar 1",
  Quantity: "Units",
  Price: "Revenue (line total)",
};
