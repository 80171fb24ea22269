import type { DateFormat, FileMapping } from "@rapport/contract/data-sources";
import { fileFailure, rowFault, type FileFailure, type RowFault } from "@rapport/contract/refusals";
import { readText } from "../../values/read-text.ts";
import { quoted } from "../failure.ts";
import { planHeader, type Column } from "../header.ts";
import { ROW_RULES } from "../row-rules.ts";
import { mapAmount, plainNumber } from "./map-amount.ts";
import { mapDate, orderOf, type DayOrder, type FileCell } from "./map-date.ts";
import { isSpreadsheetError } from "./spreadsheet-error.ts";

/** What is wrong with a row before it is in the source's own format. */
export interface MappedFault {
  readonly column: string;
  readonly value: string;
  readonly fault: RowFault;
}

export interface MappedRow {
  /** A line of the source's own format, without its end. What could not be mapped begins with `?`, so that it is never read as something else. */
  readonly text: string;
  /** The first fault from left to right, the date before the others. */
  readonly fault: MappedFault | null;
  /** What else is wrong; absent for nothing. */
  readonly further?: readonly MappedFault[];
}

export interface MappingPlan {
  readonly header: string;
  row(cells: readonly FileCell[]): MappedRow;
  /** Whether the row's date can only be read as the mapping says, or only with day and month the other way round (FF34); null for neither. */
  orderOf(cells: readonly FileCell[]): DayOrder | null;
}

export type PlannedMapping = { readonly kind: "plan"; readonly plan: MappingPlan } | { readonly kind: "failure"; readonly failure: FileFailure };

export interface MappingTerms {
  readonly mapping: FileMapping;
  /** How the source's own format writes days. */
  readonly own: DateFormat;
  readonly counts1904?: boolean;
  /** False when blank cells at the end of a row are not there. */
  readonly isExact?: boolean;
}

/** Why a mapping makes no file of the source's own format: a header that is unknown or stands twice, or no date. */
export function wrongMapping({ columns, constants }: Pick<FileMapping, "columns" | "constants">): FileFailure | undefined {
  const names = columns.map(({ from }) => nameOf(from));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return fileFailure("header.duplicate", { column: quoted(twice) });
  const planned = planHeader([...columns.flatMap(({ to }) => to ?? []), ...constants.map(({ to }) => to)].join("\t"));
  return planned.kind === "failure" ? planned.failure : undefined;
}

/** Finds the columns of a mapping in the header of a file (FF29). */
export function planMapping(found: readonly FileCell[], { mapping, own, counts1904 = false, isExact = true }: MappingTerms): PlannedMapping {
  const wrong = wrongMapping(mapping);
  if (wrong !== undefined) return failure(wrong);
  const names = found.map(nameOf);
  while (names.at(-1) === "") names.pop();
  const places: { at: number; turned: boolean; column: Column }[] = [];
  for (const { from, to, turned } of mapping.columns) {
    const name = nameOf(from);
    const at = names.indexOf(name);
    if (to === null) continue;
    if (at === -1) return failure(fileFailure("mapping.column_missing", { column: quoted(from) }));
    if (names.includes(name, at + 1)) return failure(fileFailure("header.duplicate", { column: quoted(from) }));
    places.push({ at, turned, column: columnOf(to) });
  }
  if (mapping.others === "refuse") {
    const known = new Set(mapping.columns.map(({ from }) => nameOf(from)));
    const at = names.findIndex((name) => !known.has(name));
    if (at !== -1) return failure(fileFailure("mapping.column_unknown", { column: quoted(String(found[at] ?? "")), position: at + 1 }));
  }
  // The date stands first, so that no line begins like a comment.
  places.sort((a, b) => Number(b.column.kind === "date") - Number(a.column.kind === "date"));
  const dates = mapping.constants.filter(({ to }) => columnOf(to).kind === "date");
  const others = mapping.constants.filter((constant) => !dates.includes(constant));
  const lineOf = (cells: readonly string[], constantOf: (constant: (typeof others)[number]) => string) =>
    [...dates.map(constantOf), ...cells, ...others.map(constantOf)].join("\t");
  const constant = ({ value }: { readonly value: string }) => writeCell(value);
  const cellOf = (cells: readonly FileCell[], { at, turned, column }: (typeof places)[number]): string | null => {
    const cell = cells[at] ?? "";
    if (column.kind === "date") {
      const text = typeof cell === "string" ? readText(cell) : cell;
      return text === "" ? "" : mapDate(text, { dates: mapping.dates, own, counts1904 });
    }
    if (column.kind === "metric") return mapAmount(cell, { decimals: mapping.decimals, turned });
    return typeof cell === "number" ? plainNumber(cell) : cell;
  };
  const dated = places.find(({ column }) => column.kind === "date");
  const row = (cells: readonly FileCell[]): MappedRow => {
    const faults: MappedFault[] = [];
    const written = places.map((place) => {
      const isError = isDateNumberOrId(place.column) && isSpreadsheetError(cells[place.at] ?? "");
      const mapped = isError ? null : cellOf(cells, place);
      if (mapped !== null) return writeCell(mapped);
      const value = String(cells[place.at] ?? "");
      faults.push({
        column: place.column.header,
        value: Array.from(value).slice(0, ROW_RULES.quotedCharacters).join(""),
        fault: isError
          ? rowFault("cell.spreadsheet_error", {})
          : place.column.kind === "date"
            ? rowFault("date.not_as_mapped", { written: mapping.dates })
            : rowFault("metric.not_as_mapped", { decimals: mapping.decimals }),
      });
      // No id has a semicolon, so that the source's own reading rejects the row too.
      return `${isId(place.column) ? "?;" : "?"}${writeCell(value)}`;
    });
    if (isExact ? cells.length !== found.length : cells.length > names.length) {
      const counted = rowFault("row.cells", { found: cells.length, expected: isExact ? found.length : names.length });
      return { text: `${lineOf(written, constant)}\t?`, fault: { column: "", value: String(cells.length), fault: counted } };
    }
    const [fault = null, ...further] = faults;
    return { text: lineOf(written, constant), fault, ...(further.length > 0 && { further }) };
  };
  return {
    kind: "plan",
    plan: {
      header: lineOf(
        places.map(({ column }) => column.header),
        ({ to }) => to,
      ),
      row,
      orderOf: (cells) => (dated === undefined ? null : orderOf(cells[dated.at] ?? "", mapping.dates)),
    },
  };
}

function isDateNumberOrId(column: Column): boolean {
  return column.kind === "date" || column.kind === "metric" || isId(column);
}

function isId({ kind }: Column): boolean {
  return kind === "transactionId" || kind === "visitorId";
}

/** A value as a cell of the source's own format, which is read as the value. */
function writeCell(value: string): string {
  const text = readText(value);
  return text.startsWith('"') ? `"${text.replaceAll('"', '""')}"` : text;
}

function nameOf(cell: FileCell): string {
  return readText(String(cell)).normalize("NFC").toLowerCase();
}

function columnOf(to: string): Column {
  const planned = planHeader(`Date\t${to}`);
  if (planned.kind === "plan") return planned.plan.columns[1] ?? { kind: "date", header: to };
  return { kind: "date", header: to };
}

function failure(of: FileFailure): PlannedMapping {
  return { kind: "failure", failure: of };
}
