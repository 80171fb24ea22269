import { unreachable } from "@rapport/contract";
import type { DateRange, ItemTest, ReportColumn, ReportDefinition, ReportFilter } from "@rapport/domain";
import type { Parameters } from "../sql/parameters.ts";
import type { Conversion } from "../sql/amount-sql.ts";
import type { Scope, ScopeRequest } from "../sql/scope-sql.ts";
import { foldsCase, keySql, type TextDimension } from "../sql/value-sql.ts";

/** How columns are counted; columns of one family, range and filters share one pass over the hits. */
export type Family = "plain" | "instances" | "sessions" | "visitors" | "attributed" | "entries" | "exits" | "timespent";

export interface PartRequest {
  readonly definition: ReportDefinition;
  readonly family: Family;
  /** At least one; all with the same range and filters. */
  readonly columns: readonly PartColumn[];
  /** By the report's dimension, or one row for everything. */
  readonly isGrouped: boolean;
  /** Whether only items that the report may show are counted: those that fit the search, and not Unspecified when it is hidden. */
  readonly isShownOnly: boolean;
  readonly parameters: Parameters;
  /** True when it is asked which rows and touch points made an amount: they carry their ids (`ROW_ID`). */
  readonly isTraced?: boolean;
}

export interface PartColumn {
  /** Place in the report. */
  readonly index: number;
  readonly column: ReportColumn;
}

/** One reading of `hits_v1`. */
export interface Pass {
  /** The item a row counts for, NULL or '' for none; null for one row over everything. */
  readonly raw: string | null;
  /** Arrays joined to the rows; each of a row's items becomes a row of its own. */
  readonly join: string | null;
  readonly conditions: readonly string[];
  /** True for one of the joined rows of an item; null when there is only one. */
  readonly once: string | null;
  readonly amount: (metric: Conversion) => string;
  readonly shares: Scope["shares"];
}

/** The report's dimension as far as SQL groups by it. */
export function groupingOf({ definition, isGrouped }: PartRequest): ReportDefinition["dimension"] {
  return isGrouped ? definition.dimension : null;
}

/** Columns of one part have the same range. */
export function rangeOf({ columns }: PartRequest): DateRange {
  return columns[0]?.column.range ?? { from: 0, to: 0 };
}

export function textDimension(dimension: ReportDefinition["dimension"]): TextDimension | null {
  return dimension === null || dimension.kind === "time" ? null : dimension;
}

/**
 * Splits what narrows a part: `own` tests are about the items it is grouped by, and each item of a row is
 * tested; `filters` and `items` decide whether a row takes part.
 */
export function testsOf(request: PartRequest): { own: readonly ItemTest[]; filters: readonly ReportFilter[]; items: ScopeRequest["items"] } {
  const { definition, family, columns, isShownOnly } = request;
  const all = columns[0]?.column.filters ?? [];
  const dimension = textDimension(definition.dimension);
  if (dimension === null) return { own: [], filters: all, items: [] };
  const isOwn = (filter: ReportFilter) => filter.kind === "items" && filter.dimension.id === dimension.id;
  const asked = all.flatMap((filter) => (filter.kind === "items" && isOwn(filter) ? [filter.test] : []));
  const own = [...asked, ...(isShownOnly ? definition.shown : [])];
  const filters = all.filter((filter) => !isOwn(filter));
  // Instances are tested on the values that were set, also when they are counted as a whole.
  const grouping = family === "instances" ? dimension : textDimension(groupingOf(request));
  // For one row over everything, and for products, the filters on the row decide.
  const isOfRow = grouping === null || grouping.kind === "product";
  return isOfRow ? { own: [], filters, items: own.length === 0 ? [] : [{ dimension, tests: own }] } : { own, filters, items: [] };
}

type TimeDimension = Extract<ReportDefinition["dimension"], { kind: "time" }>;

/** The number by which an item of time is grouped: `20181118`, for an hour `2018111813`; a week, month, quarter or year is its first day (RQ5). */
export function timeKeySql({ dimension: { unit }, zone }: { dimension: TimeDimension; zone: string }): string {
  switch (unit) {
    case "minute":
      return `intDiv(toYYYYMMDDhhmmss(at, ${zone}), 100)`;
    case "hour":
      return `intDiv(toYYYYMMDDhhmmss(at, ${zone}), 10000)`;
    case "day":
      return `toYYYYMMDD(at, ${zone})`;
    case "week":
      // From Sunday.
      return `toYYYYMMDD(subtractDays(toDate32(at, ${zone}), toDayOfWeek(at, 2, ${zone})))`;
    case "month":
      return `toYYYYMM(at, ${zone}) * 100 + 1`;
    case "quarter":
      return `(toYear(at, ${zone}) * 100 + toQuarter(at, ${zone}) * 3 - 2) * 100 + 1`;
    case "year":
      return `toYear(at, ${zone}) * 10000 + 101`;
    default:
      return unreachable(unit);
  }
}

/** The item id of that number. */
export function timeItemSql(key: string, { unit }: TimeDimension): string {
  return `${key} - ${{ minute: "190001000000", hour: "1900010000" }[unit as string] ?? "19000100"}`;
}

/**
 * Columns that name an item in a part's answer: `item_key`, and where two spellings are one item, the one seen first
 * on the rows that count (`spelled`) with its time (`first_at`). `raw` and `first` are the columns of the part's own pass.
 */
export function itemColumnsSql(dimension: ReportDefinition["dimension"]): string[] {
  if (dimension === null) return [];
  if (dimension.kind === "time") return ["raw as item_key"];
  const value = "ifNull(raw, '')";
  return [`${keySql(dimension, value)} as item_key`, ...(foldsCase(dimension) ? [`argMin(${value}, first) as spelled`, "min(first) as first_at"] : [])];
}

export function hasSpellings(dimension: ReportDefinition["dimension"]): boolean {
  return dimension !== null && dimension.kind !== "time" && foldsCase(dimension);
}

/** The columns of a line that no touch point has credit for (`linesSql`). */
export const NO_TOUCHES = [`[]::Array(Tuple(Tuple(Int64, UInt64, UInt32, UInt32), String)) as touches`, "toUInt64(0) as touch_count"];

/** One column a line, because people review the text. */
export function select(columns: readonly string[]): string {
  return `select\n  ${columns.join(",\n  ")}`;
}
