import { LIST_SEPARATOR, type Dimension } from "@rapport/domain";
import { stateSql } from "./state-sql.ts";

/** A dimension whose items are texts. */
export type TextDimension = Exclude<Dimension, { kind: "time" }>;

/**
 * A dimension's value of a row of `hits_v1`, '' for none. `one`: a String, and `nullable` the same with NULL for none,
 * which groups faster. `many`: an Array(String), never empty;
 * `isSplit` when an amount is shared among its elements (linear allocation).
 */
export type ValueSql =
  | { readonly kind: "one"; readonly sql: string; readonly nullable: string }
  | { readonly kind: "many"; readonly sql: string; readonly isSplit: boolean };

/** What reports show: set or persisted. Keys of dimensions are words and whole numbers of ours, never a caller's text. */
export function valueSql(dimension: TextDimension): ValueSql {
  switch (dimension.kind) {
    case "set":
      return textAt("dims", dimension.key);
    case "persisted": {
      const one = textAt("post", dimension.key);
      if (!dimension.mayBeLinear) return one;
      return { kind: "many", sql: `if(empty(lists['${dimension.key}']), [${one.sql}], lists['${dimension.key}'])`, isSplit: true };
    }
    case "list":
      return { kind: "many", sql: `if(empty(lists['${dimension.key}']), [''], lists['${dimension.key}'])`, isSplit: dimension.isLinear };
    case "product":
      return { kind: "many", sql: PRODUCT_ENTRIES[dimension.part], isSplit: false };
    case "state":
      return { kind: "one", sql: `ifNull(${stateSql(dimension)}, '')`, nullable: stateSql(dimension) };
    case "visit":
      return { kind: "one", sql: VISIT_PAGE, nullable: `nullIf(${VISIT_PAGE}, '')` };
  }
}

/** The page of a hit's visit, where rows are read from `hitsWithSql`; '' for none. Rows of files are in no visit. */
const VISIT_PAGE = "if(source < 5, visit_page, '')";

/** As a literal: JSON writes a control character as the engine reads it. */
const SEPARATOR = JSON.stringify(LIST_SEPARATOR).replaceAll('"', "'");

/** What was set on the hit itself: the instances. */
export function instanceSql(dimension: TextDimension): ValueSql {
  switch (dimension.kind) {
    case "set":
    case "persisted":
      return textAt("dims", dimension.key);
    case "list":
      return { kind: "many", sql: `splitByString(${SEPARATOR}, ${textAt("dims", dimension.key).sql})`, isSplit: false };
    case "product":
      return { kind: "many", sql: PRODUCT_ENTRIES[dimension.part], isSplit: false };
    case "state": {
      // Every hit has it; a row of a file has it from its order or its visitor.
      const nullable = `if(source < 5, ${stateSql(dimension)}, NULL)`;
      return { kind: "one", sql: `ifNull(${nullable}, '')`, nullable };
    }
    case "visit":
      return valueSql(dimension);
  }
}

/**
 * A row's products as entries; a row without product is one entry without name that holds the row's own amounts.
 * The engine's arrays of one product column are equally long.
 */
export const PRODUCT_ENTRIES = {
  name: "if(empty(products.name), [''], products.name)",
  category: "if(empty(products.name), [''], products.category)",
  units: "if(empty(products.name), [units], products.units)",
  revenue: "if(empty(products.name), [revenue], products.revenue)",
  metrics: "if(empty(products.name), [metrics], products.metrics)",
} as const;

/** eVars and tracking codes are the same in any case (PE4). */
export function foldsCase(dimension: TextDimension): boolean {
  return dimension.kind === "persisted" && dimension.foldsCase;
}

/** The key of an item: values with the same key are one item. */
export function keySql(dimension: TextDimension, value: string): string {
  return foldsCase(dimension) ? `lowerUTF8(${value})` : value;
}

/** An item's id from its key: stable, below 2^53 so that it survives JSON, and 0 for no value. */
export function itemIdSql(key: string): string {
  return `if(${key} = '', 0, bitShiftRight(sipHash64(${key}), 11))`;
}

function textAt(column: "dims" | "post", key: string): ValueSql & { kind: "one" } {
  const nullable = `${column}.${key}.:String`;
  return { kind: "one", sql: `ifNull(${nullable}, '')`, nullable };
}
