import { entryAmountSql, entryColumnOf, rowAmountSql } from "../sql/amount-sql.ts";
import type { PartColumn, Pass } from "./part-sql.ts";
import type { Scope } from "../sql/scope-sql.ts";
import type { TextDimension } from "../sql/value-sql.ts";

/**
 * Products or categories: each entry of a row is joined as a row of its own, with its units and revenue; what belongs
 * to the whole row counts with the first entry of each item (`nth = 1`). Rows without products are read in a pass of their own, which
 * takes half the time of joining them.
 */
export function productPasses({
  dimension,
  scope,
  columns,
}: {
  dimension: TextDimension & { kind: "product" };
  scope: Scope;
  columns: readonly PartColumn[];
}): readonly [Pass, Pass] {
  const { entry, shares } = scope;
  const values = `products.${dimension.part}`;
  // An item whose entries fit the filters only in part is counted in a pass of its own.
  const nth =
    entry === null ? `arrayEnumerateUniq(${values})` : `arrayEnumerateUniq(${values}, arrayMap((n, c) -> ${entry}, products.name, products.category))`;
  const joined = [
    `${values} as raw`,
    `${nth} as nth`,
    ...(entry === null ? [] : ["products.name as n", "products.category as c"]),
    ...entryColumns(columns).map((column) => `products.${column} as entry_${column}`),
  ];
  return [
    {
      raw: "raw",
      join: joined.join(", "),
      conditions: [...scope.conditions, "notEmpty(products.name)", ...(entry === null ? [] : [`(${entry})`])],
      once: "nth = 1",
      amount: entryAmountSql,
      shares,
    },
    { raw: "''", join: null, conditions: [...scope.conditions, "empty(products.name)"], once: null, amount: rowAmountSql, shares },
  ];
}

function entryColumns(columns: readonly PartColumn[]): string[] {
  return [...new Set(columns.flatMap(({ column: { metric } }) => (metric.kind === "conversion" ? [entryColumnOf(metric)] : [])))].filter(
    (column) => column !== null,
  );
}
