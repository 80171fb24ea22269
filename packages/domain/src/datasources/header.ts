import { readCell } from "../values/read-cell.ts";
import { quoted, type FileFailure } from "./failure.ts";

/** What a column of a file means. `key` is the name the value has in reports. */
export type Column = { readonly header: string } & (
  | { readonly kind: "date" }
  | { readonly kind: "transactionId" }
  | { readonly kind: "visitorId" }
  | { readonly kind: "product" }
  | { readonly kind: "category" }
  | { readonly kind: "dimension"; readonly key: string }
  | { readonly kind: "metric"; readonly key: string }
);

/** The columns of a file, in the order of the file. */
export interface FilePlan {
  readonly columns: readonly Column[];
}

export type Header = { readonly kind: "plan"; readonly plan: FilePlan } | { readonly kind: "failure"; readonly failure: FileFailure };

/** Bytes a header line may have: every supported column at once takes a quarter of it. */
export const HEADER_MAX_BYTES = 65_536;

/**
 * Reads the header line (FF5, FF26).
 * Upper and lower case are one; the space inside a name is part of it (A35); blanks around a name are not.
 */
export function planHeader(line: string): Header {
  if (line.length > HEADER_MAX_BYTES) return failure("header.too_long", "The header line is too long. Is this a tab-separated text file?");
  const columns: Column[] = [];
  const seen = new Map<string, string>();
  for (const [index, cell] of line.split("\t").entries()) {
    const read = readCell(cell);
    const column = columnOf(read);
    // A name that is not known is quoted as it stands.
    const header = column === undefined ? cell.trim() : read;
    if (column === undefined) return failure("header.unknown", unknownMessage(header, index + 1));
    const identity = `${column.kind} ${"key" in column ? column.key : ""}`;
    if (seen.has(identity)) return failure("header.duplicate", `The column ${quoted(header)} stands twice in the header. Keep one of them.`);
    seen.set(identity, header);
    columns.push(column);
  }
  if (!columns.some((column) => column.kind === "date")) return failure("header.no_date", 'The header has no column "Date". Add it; every row needs a date.');
  return { kind: "plan", plan: { columns } };
}

const NAMED: ReadonlyMap<string, Column> = new Map(
  (
    [
      { header: "Date", kind: "date" },
      { header: "transactionID", kind: "transactionId" },
      { header: "Transaction ID", kind: "transactionId" },
      { header: "VisitorID", kind: "visitorId" },
      { header: "Visitor ID", kind: "visitorId" },
      { header: "Product", kind: "product" },
      { header: "Category", kind: "category" },
      { header: "Marketing Channel", kind: "dimension", key: "marketingchannel" },
      { header: "Marketing Channel Detail", kind: "dimension", key: "marketingchanneldetail" },
      { header: "Tracking Code", kind: "dimension", key: "campaign" },
      { header: "Zip", kind: "dimension", key: "zip" },
      { header: "Cart Adds", kind: "metric", key: "cartadditions" },
      { header: "Cart Removes", kind: "metric", key: "cartremovals" },
      { header: "Cart Views", kind: "metric", key: "cartviews" },
      { header: "Cart Opens", kind: "metric", key: "carts" },
      { header: "Checkouts", kind: "metric", key: "checkouts" },
      { header: "Orders", kind: "metric", key: "orders" },
      { header: "Price", kind: "metric", key: "revenue" },
      { header: "Quantity", kind: "metric", key: "units" },
    ] as const satisfies readonly Column[]
  ).map((column) => [column.header.toLowerCase(), column]),
);

/** Columns of the retired formats, so that the message can say that they are gone. */
const RETIRED = /^(channel|state|clickthroughs|product views|evar \d+ views|currency code|currencycode)$/;

function columnOf(header: string): Column | undefined {
  const name = header.toLowerCase();
  const named = NAMED.get(name);
  if (named !== undefined) return { ...named, header };
  const numbered = /^(evar|event) ([1-9]\d{0,3})$/.exec(name);
  if (numbered === null) return undefined;
  const number = Number(numbered[2]);
  if (numbered[1] === "evar") return number <= 250 ? { kind: "dimension", key: `evar${number}`, header } : undefined;
  return number <= 1000 ? { kind: "metric", key: `event${number}`, header } : undefined;
}

function unknownMessage(header: string, position: number): string {
  if (header === "") return `Column ${position} has no name. Name it or take it out, together with its tab.`;
  const name = header.toLowerCase();
  if (RETIRED.test(name)) return `The column ${quoted(header)} is no longer supported. Take it out.`;
  const squeezed = name.replace(/[\s_.-]/g, "");
  const numbered = /^(evar|event)0*(\d{1,4})$/.exec(squeezed);
  const meant = numbered === null ? spellingOf(squeezed) : `${numbered[1] === "evar" ? "Evar" : "Event"} ${Number(numbered[2])}`;
  if (meant !== undefined && columnOf(meant) !== undefined)
    return `The column ${quoted(header)} is not known. Write it as ${quoted(meant)}; spaces inside a name count.`;
  if (position === 1 && !header.includes("\t") && /[,;|]/.test(header)) return `The header ${quoted(header)} is one column. Separate the columns with tabs.`;
  return `The column ${quoted(header)} (column ${position}) is not supported. Use a header of the template, or take the column out.`;
}

function spellingOf(squeezed: string): string | undefined {
  return [...NAMED.values()].find((column) => column.header.toLowerCase().replaceAll(" ", "") === squeezed)?.header;
}

function failure(code: FileFailure["code"], message: string): Header {
  return { kind: "failure", failure: { code, message } };
}
