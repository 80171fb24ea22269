import { fileFailure, type FileFailure } from "@rapport/contract/refusals";
import { readCell } from "../values/read-cell.ts";
import { quoted } from "./failure.ts";

/** The meaning of a column. `key` is the value's name in reports. */
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

/** The most bytes of a header line. All supported columns together take a quarter of that. */
export const HEADER_MAX_BYTES = 65_536;

/**
 * Reads the header line (FF5, FF26).
 * Case does not matter; the space inside a name does (A35); blanks around a name do not.
 */
export function planHeader(line: string): Header {
  if (line.length > HEADER_MAX_BYTES) return failure(fileFailure("header.too_long", {}));
  const columns: Column[] = [];
  const seen = new Map<string, string>();
  for (const [index, cell] of line.split("\t").entries()) {
    const read = readCell(cell);
    const column = columnOf(read);
    // An unknown name is quoted as it was sent.
    const header = column === undefined ? cell.trim() : read;
    if (column === undefined) return failure(unknownColumn(header, index + 1));
    const identity = `${column.kind} ${"key" in column ? column.key : ""}`;
    if (seen.has(identity)) return failure(fileFailure("header.duplicate", { column: quoted(header) }));
    seen.set(identity, header);
    columns.push(column);
  }
  if (!columns.some((column) => column.kind === "date")) return failure(fileFailure("header.no_date", {}));
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

/** Columns of older formats, to say that they no longer exist. */
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

function unknownColumn(header: string, position: number): FileFailure {
  if (header === "") return fileFailure("header.unknown", { why: "unnamed", position });
  const name = header.toLowerCase();
  const column = quoted(header);
  if (RETIRED.test(name)) return fileFailure("header.unknown", { why: "retired", column });
  const squeezed = name.replace(/[\s_.-]/g, "");
  const numbered = /^(evar|event)0*(\d{1,4})$/.exec(squeezed);
  const meant = numbered === null ? spellingOf(squeezed) : `${numbered[1] === "evar" ? "Evar" : "Event"} ${Number(numbered[2])}`;
  if (meant !== undefined && columnOf(meant) !== undefined) return fileFailure("header.unknown", { why: "misspelled", column, meant: quoted(meant) });
  if (position === 1 && /[,;|]/.test(header)) return fileFailure("header.unknown", { why: "one_column", column });
  return fileFailure("header.unknown", { why: "unsupported", column, position });
}

function spellingOf(squeezed: string): string | undefined {
  return [...NAMED.values()].find((column) => column.header.toLowerCase().replaceAll(" ", "") === squeezed)?.header;
}

function failure(of: FileFailure): Header {
  return { kind: "failure", failure: of };
}
