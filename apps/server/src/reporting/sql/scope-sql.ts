import type { DateRange, Dimension, ItemTest, ReportFilter } from "@rapport/domain";
import { insideSql, OWNERS, rowsInSql } from "./owned-rows-sql.ts";
import type { Parameters } from "./parameters.ts";
import { containerSql } from "./segment-sql.ts";
import { everySql, testSql } from "./test-sql.ts";
import { visitPagePassesSql } from "./visit-page-sql.ts";
import { PRODUCT_ENTRIES, valueSql, type TextDimension, type ValueSql } from "./value-sql.ts";

/** Which rows a pass over `hits_v1` may see. `online`: hits alone. `visitors`: hits and rows of a known visitor. */
export type Population = "all" | "online" | "visitors";

/** Filters as SQL. */
export interface Scope {
  /** On the row. */
  readonly conditions: readonly string[];
  /** Those of the conditions that are about items. */
  readonly itemConditions: readonly string[];
  /** On one product entry with name `n` and category `c`; null when no filter is about products. */
  readonly entry: string | null;
  /** The fractions of a row's amounts that count, as numerator and denominator. */
  readonly shares: readonly { readonly part: string; readonly whole: string }[];
}

export interface ScopeRequest {
  readonly rsid: string;
  readonly range: DateRange;
  readonly population: Population;
  readonly filters: readonly ReportFilter[];
  /** Tests of the report's own items: one item of the row must pass all of them. */
  readonly items: readonly ItemTests[];
  /** True when only rows with a value take part, as for participation. */
  readonly hasValues?: boolean;
}

interface ItemTests {
  readonly dimension: TextDimension;
  readonly tests: readonly ItemTest[];
}

export function scopeSql(request: ScopeRequest, parameters: Parameters): Scope {
  const filters: ItemTests[] = request.filters.flatMap((filter) => (filter.kind === "items" ? [{ dimension: filter.dimension, tests: [filter.test] }] : []));
  const all = [...filters, ...request.items];
  const entries = all.filter(({ dimension }) => dimension.kind === "product");
  const entry = entries.length === 0 ? null : everySql(entries.map((one) => itemSql({ ...one, x: entryVariable(one.dimension), request, parameters })));
  const scope: { itemConditions: string[]; shares: { part: string; whole: string }[] } = { itemConditions: [], shares: [] };
  for (const one of all) {
    if (one.dimension.kind === "product") continue;
    if (one.dimension.kind === "visit") {
      const { rsid, range } = request;
      const test = (page: string): string => itemSql({ ...one, x: page, request, parameters });
      scope.itemConditions.push(visitPagePassesSql({ dimension: one.dimension, test, place: { rsid, range, parameters } }));
      continue;
    }
    const value = valueSql(one.dimension);
    if (value.kind === "one") {
      scope.itemConditions.push(itemSql({ ...one, x: value.sql, request, parameters }));
      continue;
    }
    const test = `x -> ${itemSql({ ...one, x: "x", request, parameters })}`;
    scope.itemConditions.push(`arrayExists(${test}, ${value.sql})`);
    if (value.isSplit) scope.shares.push({ part: `arrayCount(${test}, ${value.sql})`, whole: `length(${value.sql})` });
  }
  if (entry !== null) scope.itemConditions.push(`arrayExists((n, c) -> ${entry}, ${PRODUCT_ENTRIES.name}, ${PRODUCT_ENTRIES.category})`);
  return { ...scope, conditions: [...rowsSql(request, parameters), ...scope.itemConditions], entry };
}

/** The suite, the range, the population, the days or months asked for, and the segments. */
function rowsSql({ rsid, range, population, filters }: ScopeRequest, parameters: Parameters): string[] {
  const conditions = rowsInSql({ rsid, range, parameters });
  if (population === "online") conditions.push(OWNERS.visits.members);
  if (population === "visitors") conditions.push(OWNERS.visitors.members);
  for (const filter of filters) {
    if (filter.kind === "segment") conditions.push(containerSql(filter.segment, { rsid, range, parameters }));
    if (filter.kind !== "time") continue;
    const inside = filter.ranges.length === 0 ? "0" : filter.ranges.map((one) => insideSql(one, parameters)).join(" or ");
    conditions.push(filter.isInside ? `(${inside})` : `not (${inside})`);
  }
  return conditions;
}

function itemSql({
  dimension,
  tests,
  x,
  request,
  parameters,
}: ItemTests & {
  x: string;
  request: ScopeRequest;
  parameters: Parameters;
}): string {
  const sql = everySql(tests.map((test) => testSql({ test, x, dimension, parameters })));
  return request.hasValues === true ? `(${x} != '' and ${sql})` : sql;
}

export function entryVariable(dimension: Dimension): "n" | "c" {
  return dimension.kind === "product" && dimension.part === "category" ? "c" : "n";
}

/** The items of a `many` value that may show, each once. */
export function itemsSql({
  dimension,
  value,
  entry,
  tests,
  parameters,
}: {
  dimension: TextDimension;
  value: ValueSql & { kind: "many" };
  entry: string | null;
  tests: readonly ItemTest[];
  parameters: Parameters;
}): string {
  if (dimension.kind === "product") {
    if (entry === null) return `arrayDistinct(${value.sql})`;
    const own = entryVariable(dimension);
    const [other, others] = own === "n" ? ["c", PRODUCT_ENTRIES.category] : ["n", PRODUCT_ENTRIES.name];
    return `arrayDistinct(arrayFilter((${own}, ${other}) -> ${entry}, ${value.sql}, ${others}))`;
  }
  if (tests.length === 0) return `arrayDistinct(${value.sql})`;
  return `arrayDistinct(arrayFilter(x -> ${everySql(tests.map((test) => testSql({ test, x: "x", dimension, parameters })))}, ${value.sql}))`;
}
