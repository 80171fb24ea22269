import { CALLS, type Metric } from "@rapport/domain";
import type { Scope } from "./scope-sql.ts";
import { PRODUCT_ENTRIES } from "./value-sql.ts";

/** One visit of one visitor. */
export const VISIT = "cityHash64(visitor, visit_number, visit_start)";
/** Orders rows of a suite in time; rows of data sources come after hits of the same millisecond. */
export const MOMENT = "bitShiftLeft(toInt128(toUnixTimestamp64Milli(at)), 64) + toInt128(position)";

/**
 * Which hit, or which row of a file: (time in epoch ms, position, upload, line). The states of one row, and the money of a hit that was converted later, are one
 * (RW1, CY2). Ids are in the order of time.
 */
export const ROW_ID = "tuple(toUnixTimestamp64Milli(at), if(upload = 0, position, 0), upload, line)";
/** The id of no row. */
export const NO_ROW = "tuple(toInt64(0), toUInt64(0), toUInt32(0), toUInt32(0))";

/** The time of a `MOMENT`. */
export function momentTimeSql(moment: string): string {
  return `fromUnixTimestamp64Milli(toInt64(bitShiftRight(${moment}, 64)), 'UTC')`;
}

/** A refund by call is not an occurrence of its own, because its hit is one (RT4). */
export const OCCURRENCES = `if(upload >= ${CALLS}, 0, occurrences)`;

/** A hit, and not its converted money, which is a row beside it (CY2). */
export const IS_HIT = "source < 5 and occurrences > 0";

/** Hits that are no page views (DM1). */
export const PAGE_EVENTS = "if(source < 5 and page_view = 0, occurrences, 0)";

/** Its sum is above 0 where something counted: negatives cancel what they replace, and converted amounts in a row of their own (CY2) count like others. */
export const COUNTED = "if(occurrences = 0, 1, occurrences)";

export type Conversion = Metric & { kind: "conversion" };

/** The row's amount of a conversion metric. */
export function rowAmountSql({ of }: Conversion): string {
  switch (of) {
    case "orders":
    case "units":
    case "revenue":
      return of;
    case "grossrevenue":
      return "if(is_return = 1, toDecimal128(0, 8), revenue)";
    case "returnedrevenue":
      return "if(is_return = 1, -revenue, toDecimal128(0, 8))";
    default:
      return `metrics['${of.key}']`;
  }
}

/** The column of a product entry that holds a metric of its own; null for what belongs to the whole row. */
export function entryColumnOf({ of }: Conversion): "units" | "revenue" | "metrics" | null {
  switch (of) {
    case "units":
      return "units";
    case "revenue":
    case "grossrevenue":
    case "returnedrevenue":
      return "revenue";
    case "orders":
      return null;
    default:
      return of.key.startsWith("event") ? "metrics" : null;
  }
}

/**
 * The amount that a joined product entry adds to its item: its own units and revenue, its own value of an event where
 * products have one, and amounts of the whole row once for each item.
 */
export function entryAmountSql(metric: Conversion): string {
  const { of } = metric;
  switch (of) {
    case "units":
      return "entry_units";
    case "revenue":
      return "entry_revenue";
    case "grossrevenue":
      return "if(is_return = 1, toDecimal128(0, 8), entry_revenue)";
    case "returnedrevenue":
      return "if(is_return = 1, -entry_revenue, toDecimal128(0, 8))";
    default: {
      const ofRow = `if(nth = 1, ${rowAmountSql(metric)}, toDecimal128(0, 8))`;
      return of === "orders" || entryColumnOf(metric) === null ? ofRow : `if(${anyEntryHas(of.key)}, entry_metrics['${of.key}'], ${ofRow})`;
    }
  }
}

/** The same for all entries `n`, `c` that pass the filters. */
export function filteredEntriesSql(metric: Conversion, entry: string): string {
  const { of } = metric;
  const sum = (amount: string, entries: string): string =>
    `arraySum((e, n, c) -> if(${entry}, ${amount}, toDecimal128(0, 8)), ${entries}, ${PRODUCT_ENTRIES.name}, ${PRODUCT_ENTRIES.category})`;
  switch (of) {
    case "units":
      return sum("e", PRODUCT_ENTRIES.units);
    case "revenue":
      return sum("e", PRODUCT_ENTRIES.revenue);
    case "grossrevenue":
      return `if(is_return = 1, toDecimal128(0, 8), ${sum("e", PRODUCT_ENTRIES.revenue)})`;
    case "returnedrevenue":
      return `if(is_return = 1, -${sum("e", PRODUCT_ENTRIES.revenue)}, toDecimal128(0, 8))`;
    default:
      if (of === "orders" || entryColumnOf(metric) === null) return rowAmountSql(metric);
      return `if(${anyEntryHas(of.key)}, ${sum(`e['${of.key}']`, PRODUCT_ENTRIES.metrics)}, ${rowAmountSql(metric)})`;
  }
}

function anyEntryHas(key: string): string {
  return `arrayExists(e -> mapContains(e, '${key}'), products.metrics)`;
}

/** The share of an amount that counts in this part, exact to twelve places. */
export function sharedSql(amount: string, shares: Scope["shares"]): string {
  if (shares.length === 0) return amount;
  return `toDecimal128(${amount}, 12) * ${shares.map(({ part }) => part).join(" * ")} / (${shares.map(({ whole }) => whole).join(" * ")})`;
}
