import type { Metric } from "@rapport/domain";
import { entryVariable, type Scope } from "./scope-sql.ts";
import { PRODUCT_ENTRIES, type TextDimension } from "./value-sql.ts";

/** One visit of one visitor. */
export const VISIT = "cityHash64(visitor, visit_number, visit_start)";
/** Orders rows of a suite in time; rows of data sources come after hits of the same millisecond. */
export const MOMENT = "bitShiftLeft(toInt128(toUnixTimestamp64Milli(at)), 64) + toInt128(position)";

type Conversion = Metric & { kind: "conversion" };

/** What a row carries of a conversion metric, as it stands on the row. */
export function rowAmountSql({ of }: Conversion): string {
  switch (of) {
    case "orders":
    case "units":
    case "revenue":
      return of;
    case "grossrevenue":
      return "if(is_return = 1, toDecimal64(0, 4), revenue)";
    case "returnedrevenue":
      return "if(is_return = 1, -revenue, toDecimal64(0, 4))";
    default:
      return `metrics['${of.key}']`;
  }
}

/**
 * What a row gives to one product item `raw` (or to the products that filters leave, without dimension): units and
 * revenue of their own entries, an event's own value where products carry one, everything else once an item.
 */
export function entriesAmountSql({ metric, dimension, entry }: { metric: Conversion; dimension: TextDimension | null; entry: string | null }): string {
  const own = dimension?.kind === "product" ? `${entryVariable(dimension)} = raw` : null;
  const matches = [own, entry].filter((part) => part !== null).join(" and ");
  const sum = (amount: string, entries: string): string =>
    `arraySum((e, n, c) -> if(${matches}, ${amount}, toDecimal64(0, 4)), ${entries}, ${PRODUCT_ENTRIES.name}, ${PRODUCT_ENTRIES.category})`;
  const { of } = metric;
  switch (of) {
    case "orders":
      return "orders";
    case "units":
      return sum("e", PRODUCT_ENTRIES.units);
    case "revenue":
      return sum("e", PRODUCT_ENTRIES.revenue);
    case "grossrevenue":
      return `if(is_return = 1, toDecimal64(0, 4), ${sum("e", PRODUCT_ENTRIES.revenue)})`;
    case "returnedrevenue":
      return `if(is_return = 1, -${sum("e", PRODUCT_ENTRIES.revenue)}, toDecimal64(0, 4))`;
    default:
      if (!of.key.startsWith("event")) return `metrics['${of.key}']`;
      return `if(arrayExists(e -> mapContains(e, '${of.key}'), products.metrics), ${sum(`e['${of.key}']`, PRODUCT_ENTRIES.metrics)}, metrics['${of.key}'])`;
  }
}

/** The fraction of an amount that is due, exact to twelve places. */
export function sharedSql(amount: string, shares: Scope["shares"]): string {
  if (shares.length === 0) return amount;
  return `toDecimal128(${amount}, 12) * ${shares.map(({ part }) => part).join(" * ")} / (${shares.map(({ whole }) => whole).join(" * ")})`;
}
