import type { ItemTest, ReportColumn } from "@rapport/domain";
import { VISIT, entriesAmountSql, rowAmountSql, sharedSql } from "./amount-sql.ts";
import { groupingOf, hasSpellings, itemColumnsSql, select, testsOf, textDimension, timeKeySql, type PartColumn, type PartRequest } from "./part-sql.ts";
import { itemsSql, scopeSql, type Population, type Scope } from "./scope-sql.ts";
import { everySql, testSql } from "./test-sql.ts";
import { instanceSql, valueSql, type TextDimension } from "./value-sql.ts";

/**
 * Columns that are counted row by row. Answers, for each item, `item_key`, a sum `b<column index>` for each column,
 * and `seen`: above 0 where something counted even if it adds up to nothing, as a sale and its return do.
 */
export function plainPartSql(request: PartRequest): string {
  const grouping = groupingOf(request);
  const passes = passesOf(request);
  const isMerged = passes.length > 1 || hasSpellings(grouping);
  const inner = passes.map((pass) => passSql({ request, pass, isMerged })).join("\nunion all\n");
  if (!isMerged) return inner;
  const sums = request.columns.map(({ index, column }) => `${mergeSql(column, `a${index}`)} as b${index}`);
  return `${select([...itemColumnsSql(grouping), ...sums, "sum(here) as seen"])}\nfrom (\n${inner}\n)\ngroup by item_key`;
}

/** One reading of `hits_v1`. */
interface Pass {
  /** The item a row counts for; null for one row over everything. */
  readonly raw: string | null;
  /** Array of a row's items, to be joined as `raw`. */
  readonly items: string | null;
  /** Array in which linear values stand as often as they were set. */
  readonly split: string | null;
  /** The dimension whose product entries are told apart. */
  readonly products: TextDimension | null;
  readonly scope: Scope;
  readonly conditions: readonly string[];
}

function passesOf(request: PartRequest): Pass[] {
  const { definition, family, parameters, columns } = request;
  const { own, filters, items } = testsOf(request);
  const population: Population = family === "plain" ? "all" : family === "visitors" ? "visitors" : "online";
  const range = columns[0]?.column.range ?? { from: 0, to: 0 };
  const scope = scopeSql({ rsid: definition.rsid, range, population, filters, items }, parameters);
  const whole: Pass = { raw: null, items: null, split: null, products: null, scope, conditions: scope.conditions };
  const grouping = groupingOf(request);
  if (grouping?.kind === "time") return [{ ...whole, raw: timeKeySql({ dimension: grouping, zone: parameters.bind("String", definition.timeZone) }) }];
  const dimension = textDimension(family === "instances" ? definition.dimension : grouping);
  if (dimension === null) return [whole];
  if (family === "instances") return [instancePass({ request, dimension, own, whole })];
  if (dimension.kind === "product") return productPasses({ dimension, whole, parameters });
  const value = valueSql(dimension);
  if (value.kind === "one") {
    const conditions = own.map((test) => testSql({ test, x: value.sql, dimension, parameters }));
    return [{ ...whole, raw: value.sql, conditions: [...scope.conditions, ...conditions] }];
  }
  return [{ ...whole, raw: "raw", items: itemsSql({ dimension, value, entry: null, tests: own, parameters }), split: value.isSplit ? value.sql : null }];
}

/** Hits without products have nothing to join: reading them apart takes half the time. */
function productPasses({
  dimension,
  whole,
  parameters,
}: {
  dimension: TextDimension & { kind: "product" };
  whole: Pass;
  parameters: PartRequest["parameters"];
}): Pass[] {
  const items = itemsSql({
    dimension,
    value: { kind: "many", sql: `products.${dimension.part}`, isSplit: false },
    entry: whole.scope.entry,
    tests: [],
    parameters,
  });
  return [
    { ...whole, raw: "raw", items, products: dimension, conditions: [...whole.conditions, "notEmpty(products.name)"] },
    { ...whole, raw: "''", conditions: [...whole.conditions, "empty(products.name)"] },
  ];
}

/** Instances are of values as sent, so items without value have none. */
function instancePass({ request, dimension, own, whole }: { request: PartRequest; dimension: TextDimension; own: readonly ItemTest[]; whole: Pass }): Pass {
  const { parameters, isGrouped } = request;
  const value = instanceSql(dimension, parameters);
  const hasValue = [{ kind: "hasValue" as const }, ...own];
  if (value.kind === "one") {
    const conditions = hasValue.map((test) => testSql({ test, x: value.sql, dimension, parameters }));
    return { ...whole, raw: isGrouped ? value.sql : null, conditions: [...whole.conditions, ...conditions] };
  }
  const items = `arrayFilter(x -> x != '', ${itemsSql({ dimension, value, entry: whole.scope.entry, tests: own, parameters })})`;
  if (isGrouped) return { ...whole, raw: "raw", items };
  return { ...whole, conditions: [...whole.conditions, `notEmpty(${items})`] };
}

/** What is merged later has the names `raw`, `first`, `a<index>` and `here`; the rest the part's own. */
function passSql({ request, pass, isMerged }: { request: PartRequest; pass: Pass; isMerged: boolean }): string {
  const { columns, isGrouped } = request;
  const item = isMerged ? "raw" : "item_key";
  const columnsSql = [
    ...(pass.raw === null ? [] : [pass.raw === item ? item : `${pass.raw} as ${item}`]),
    ...(hasSpellings(groupingOf(request)) ? ["min(at) as first"] : []),
    ...columns.map(({ index, column }) => `${sumSql({ column, pass, isMerged })} as ${isMerged ? "a" : "b"}${index}`),
    ...(isGrouped ? [`${hereSql({ columns, pass })} as ${isMerged ? "here" : "seen"}`] : []),
  ];
  const join = pass.items === null ? "" : `\narray join ${pass.items} as raw`;
  return `${select(columnsSql)}\nfrom hits_v1${join}\nwhere ${everySql(pass.conditions)}${pass.raw === null ? "" : `\ngroup by ${item}`}`;
}

function sumSql({ column, pass, isMerged }: { column: ReportColumn; pass: Pass; isMerged: boolean }): string {
  const { metric } = column;
  const distinct = isMerged ? "uniqExactStateIf" : "uniqExactIf";
  switch (metric.kind) {
    case "occurrences":
    case "instances":
      return "sum(occurrences)";
    case "pageviews":
      return "sum(page_view)";
    case "visits":
      return `${distinct}(${VISIT}, source < 5)`;
    case "visitors":
      return `${distinct}(visitor, source < 5)`;
    case "conversion": {
      const { split, scope } = pass;
      const shares = split === null ? scope.shares : [...scope.shares, { part: `countEqual(${split}, raw)`, whole: `length(${split})` }];
      return `sum(${sharedSql(amountSql({ metric, pass }), shares)})`;
    }
  }
}

function mergeSql({ metric }: ReportColumn, state: string): string {
  return metric.kind === "visits" || metric.kind === "visitors" ? `uniqExactMerge(${state})` : `sum(${state})`;
}

function hereSql({ columns, pass }: { columns: readonly PartColumn[]; pass: Pass }): string {
  const amounts = columns.flatMap(({ column: { metric } }) => (metric.kind === "conversion" ? [`${amountSql({ metric, pass })} != 0`] : []));
  return amounts.length === 0 ? "0" : `sumIf(occurrences, ${[...new Set(amounts)].join(" or ")})`;
}

function amountSql({ metric, pass }: { metric: Extract<ReportColumn["metric"], { kind: "conversion" }>; pass: Pass }): string {
  const { products, scope } = pass;
  return products === null && scope.entry === null ? rowAmountSql(metric) : entriesAmountSql({ metric, dimension: products, entry: scope.entry });
}
