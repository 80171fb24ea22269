import { fileFailure, type FileFailure } from "@rapport/contract/refusals";
import { readCell } from "../values/read-cell.ts";
import { quoted } from "./failure.ts";
import { columnOf, identityOf, meantBy } from "./header-names.ts";

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
 * Reads the header line (FF5, FF26, FF30).
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
    const identity = identityOf(column);
    if (seen.has(identity)) return failure(fileFailure("header.duplicate", { column: quoted(header) }));
    seen.set(identity, header);
    columns.push(column);
  }
  if (!columns.some((column) => column.kind === "date")) return failure(fileFailure("header.no_date", {}));
  return { kind: "plan", plan: { columns } };
}

function unknownColumn(header: string, position: number): FileFailure {
  if (header === "") return fileFailure("header.unknown", { why: "unnamed", position });
  const column = quoted(header);
  const meant = meantBy(header);
  if (meant?.why === "misspelled") return fileFailure("header.unknown", { why: "misspelled", column, meant: quoted(meant.meant) });
  if (meant?.why === "replaced") return fileFailure("header.unknown", { why: "replaced", column, instead: meant.instead });
  if (meant?.why === "too_high") return fileFailure("header.unknown", { why: "too_high", column, most: quoted(meant.most) });
  if (position === 1 && /[,;|]/.test(header)) return fileFailure("header.unknown", { why: "one_column", column });
  return fileFailure("header.unknown", { why: "unsupported", column, position });
}

function failure(of: FileFailure): Header {
  return { kind: "failure", failure: of };
}
