import type { ItemTest, ReportColumn } from "@rapport/domain";
import { COUNTED, OCCURRENCES, PAGE_EVENTS, VISIT, filteredEntriesSql, rowAmountSql, sharedSql } from "../sql/amount-sql.ts";
import {
  groupingOf,
  hasSpellings,
  itemColumnsSql,
  rangeOf,
  select,
  testsOf,
  textDimension,
  timeKeySql,
  type PartColumn,
  type PartRequest,
  type Pass,
} from "./part-sql.ts";
import { productPasses } from "./product-passes.ts";
import { itemsSql, scopeSql, type Population } from "../sql/scope-sql.ts";
import { everySql, testSql } from "../sql/test-sql.ts";
import { hitsWithSql } from "../sql/visit-page-sql.ts";
import { foldsCase, instanceSql, keySql, valueSql, type TextDimension } from "../sql/value-sql.ts";

/**
 * Columns that are counted row by row. Gives, for each item, `item_key`, a sum `b<column index>` for each column,
 * and `seen`, which is above 0 if anything counted, even if the sum is zero, as for a sale and its return.
 */
export function plainPartSql(request: PartRequest): string {
  const grouping = groupingOf(request);
  const isMerged = textDimension(grouping) !== null;
  const inner = passesOf(request)
    .map((pass) => passSql({ request, pass, isMerged }))
    .join("\nunion all\n");
  if (!isMerged) return inner;
  const sums = request.columns.map(({ index, column }) => `${mergeSql(column, `a${index}`)} as b${index}`);
  return `${select([...itemColumnsSql(grouping), ...sums, "sum(here) as seen"])}\nfrom (\n${inner}\n)\ngroup by item_key`;
}

export function passesOf(request: PartRequest): readonly Pass[] {
  const { definition, family, parameters, columns } = request;
  const { own, filters, items } = testsOf(request);
  const population: Population = family === "plain" ? "all" : family === "visitors" ? "visitors" : "online";
  const scope = scopeSql({ rsid: definition.rsid, range: rangeOf(request), population, filters, items }, parameters);
  const { entry, shares, conditions } = scope;
  const whole: Pass = {
    raw: null,
    join: null,
    conditions,
    once: null,
    amount: entry === null ? rowAmountSql : (metric) => filteredEntriesSql(metric, entry),
    shares,
  };
  const grouping = groupingOf(request);
  if (grouping?.kind === "time") return [{ ...whole, raw: timeKeySql({ dimension: grouping, zone: parameters.bind("String", definition.timeZone) }) }];
  const dimension = textDimension(family === "instances" ? definition.dimension : grouping);
  if (dimension === null) return [whole];
  if (family === "instances") return [instancePass({ request, dimension, own, whole, entry })];
  if (dimension.kind === "product") return productPasses({ dimension, scope, columns });
  const value = valueSql(dimension);
  if (value.kind === "one") {
    const tests = own.map((test) => testSql({ test, x: value.sql, dimension, parameters }));
    return [{ ...whole, raw: value.nullable, conditions: [...conditions, ...tests] }];
  }
  const split = value.isSplit ? [{ part: `countEqual(${value.sql}, raw)`, whole: `length(${value.sql})` }] : [];
  const counted = itemsSql({ dimension, value, entry: null, tests: own, parameters });
  // Spellings of one item stand side by side in a linear value.
  const spellings = foldsCase(dimension) ? `, arrayEnumerateUniq(arrayMap(x -> ${keySql(dimension, "x")}, ${counted})) as nth` : "";
  return [{ ...whole, raw: "raw", join: `${counted} as raw${spellings}`, once: spellings === "" ? null : "nth = 1", shares: [...shares, ...split] }];
}

/** Instances are of values as sent, so items without value have none. */
function instancePass({
  request,
  dimension,
  own,
  whole,
  entry,
}: {
  request: PartRequest;
  dimension: TextDimension;
  own: readonly ItemTest[];
  whole: Pass;
  entry: string | null;
}): Pass {
  const { parameters, isGrouped } = request;
  const value = instanceSql(dimension);
  if (value.kind === "one") {
    const tests = [{ kind: "hasValue" as const }, ...own].map((test) => testSql({ test, x: value.sql, dimension, parameters }));
    return { ...whole, raw: isGrouped ? value.nullable : null, conditions: [...whole.conditions, ...tests] };
  }
  const items = `arrayFilter(x -> x != '', ${itemsSql({ dimension, value, entry, tests: own, parameters })})`;
  return isGrouped ? { ...whole, raw: "raw", join: `${items} as raw` } : { ...whole, conditions: [...whole.conditions, `notEmpty(${items})`] };
}

/** For passes whose spellings, and whose rows without value, are merged afterwards: their columns are `raw`, `first`, `a<index>` and `here`. */
function passSql({ request, pass, isMerged }: { request: PartRequest; pass: Pass; isMerged: boolean }): string {
  const { columns, isGrouped } = request;
  const item = isMerged ? "raw" : "item_key";
  const carried = carriedSql({ columns, pass });
  // Rows that carry none of the amounts are skipped before grouping. For orders these are most rows.
  const isCarriedOnly = isGrouped && columns.every(({ column }) => column.metric.kind === "conversion");
  // The same type in every part, whatever its columns: a union of two types is refused.
  const here = carried === null ? "toInt64(0)" : isCarriedOnly ? `sum(${COUNTED})` : `sumIf(${COUNTED}, ${carried})`;
  const columnsSql = [
    ...(pass.raw === null ? [] : [pass.raw === item ? item : `${pass.raw} as ${item}`]),
    ...(hasSpellings(groupingOf(request)) ? ["min(at) as first"] : []),
    ...columns.map(({ index, column }) => `${sumSql({ column, pass, isMerged })} as ${isMerged ? "a" : "b"}${index}`),
    ...(isGrouped ? [`${here} as ${isMerged ? "here" : "seen"}`] : []),
  ];
  const join = pass.join === null ? "" : `\narray join ${pass.join}`;
  const conditions = isCarriedOnly && carried !== null ? [...pass.conditions, `(${carried})`] : pass.conditions;
  const from = hitsWithSql(groupingOf(request), { rsid: request.definition.rsid, range: rangeOf(request), parameters: request.parameters });
  return `${select(columnsSql)}\nfrom ${from}${join}\nwhere ${everySql(conditions)}${pass.raw === null ? "" : `\ngroup by ${item}`}`;
}

/** True when a row has any of the requested amounts; null when none is requested. */
function carriedSql({ columns, pass }: { columns: readonly PartColumn[]; pass: Pass }): string | null {
  const amounts = columns.flatMap(({ column: { metric } }) => (metric.kind === "conversion" ? [`${pass.amount(metric)} != 0`] : []));
  return amounts.length === 0 ? null : [...new Set(amounts)].join(" or ");
}

function sumSql({ column: { metric }, pass, isMerged }: { column: ReportColumn; pass: Pass; isMerged: boolean }): string {
  const distinct = isMerged ? "uniqExactStateIf" : "uniqExactIf";
  switch (metric.kind) {
    case "occurrences":
      return onceSql(OCCURRENCES, pass);
    case "instances":
      return onceSql("occurrences", pass);
    case "pageviews":
      return onceSql("page_view", pass);
    case "pageevents":
      return onceSql(PAGE_EVENTS, pass);
    case "visits":
      return `${distinct}(${VISIT}, source < 5)`;
    case "visitors":
      return `${distinct}(visitor, source < 5)`;
    case "conversion":
      return `sum(${sharedSql(pass.amount(metric), pass.shares)})`;
    case "visit":
      throw new Error(`${metric.id} is counted by visits`);
  }
}

function onceSql(column: string, { once }: Pass): string {
  return once === null ? `sum(${column})` : `sumIf(${column}, ${once})`;
}

function mergeSql({ metric }: ReportColumn, state: string): string {
  return metric.kind === "visits" || metric.kind === "visitors" ? `uniqExactMerge(${state})` : `sum(${state})`;
}
