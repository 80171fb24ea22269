import type { ItemTest } from "@rapport/domain";
import { COUNTED, MOMENT, ROW_ID, VISIT, momentTimeSql, rowAmountSql } from "../sql/amount-sql.ts";
import { groupingOf, hasSpellings, rangeOf, select, testsOf, textDimension, timeKeySql, type PartRequest } from "./part-sql.ts";
import { plainPartSql } from "./plain-part.ts";
import { ownedRowsSql, presentSql } from "../sql/owned-rows-sql.ts";
import { itemsSql, scopeSql } from "../sql/scope-sql.ts";
import { everySql, testSql } from "../sql/test-sql.ts";
import { keySql, valueSql, type TextDimension } from "../sql/value-sql.ts";

/**
 * Participation (M3, M4, AT1, AT2): each distinct value at or before a conversion, in its visit or of its visitor and
 * inside the range, gets the whole amount. The first time a value is seen is joined to the sum of all later
 * amounts of its container, so that the work grows with rows and not with pairs of values and conversions.
 * Breakdowns narrow the values by what else their rows carried; days and months are those of the conversion.
 */
export function participationPartSql(request: PartRequest): string {
  const grouping = groupingOf(request);
  const { own, filters, items } = testsOf(request);
  if (textDimension(grouping) !== null) return creditedItemsSql(request);
  // Without a dimension and without filters on values, a conversion simply counts.
  if (items.length === 0 && own.length === 0 && filters.every((filter) => filter.kind !== "items")) return plainPartSql(request);
  return creditedConversionsSql(request);
}

/**
 * By item: the sum of all amounts since the item was first seen. The states of a row that was filled anew have the same
 * time (RW1), so the window is a range: a join with any of them must find the sum over all.
 */
function creditedItemsSql(request: PartRequest): string {
  const grouping = groupingOf(request);
  const { columns } = request;
  const spelled = hasSpellings(grouping) ? ["argMin(touches.spelled, touches.first) as spelled", `${momentTimeSql("min(touches.first)")} as first_at`] : [];
  return [
    `with conversions as (\n${conversionsSql(request)}\n)`,
    select([
      "touches.item_key as item_key",
      ...spelled,
      ...columns.map(({ index }) => `sum(coming.r${index}) as b${index}`),
      "toInt64(sum(coming.conversions)) as seen",
    ]),
    `from (\n${touchesSql(request)}\n) as touches`,
    "asof inner join (",
    select(["container", "moment", ...columns.map(({ index }) => `sum(a${index}) over later as r${index}`), "sum(sign) over later as conversions"]),
    "from conversions",
    "window later as (partition by container order by moment desc range between unbounded preceding and current row)",
    ") as coming on touches.container = coming.container and touches.first <= coming.moment",
    "group by item_key",
  ].join("\n");
}

/** By day, by month or as a whole: the conversions at or after a row that fits the filters. */
function creditedConversionsSql(request: PartRequest): string {
  const grouping = groupingOf(request);
  const sums = request.columns.map(({ index }) => `sum(conversions.a${index}) as b${index}`);
  return [
    `with conversions as (\n${conversionsSql(request)}\n)`,
    select(grouping === null ? sums : ["conversions.raw as item_key", ...sums, "toInt64(sum(conversions.sign)) as seen"]),
    `from conversions inner join (\n${touchesSql(request)}\n) as touches on conversions.container = touches.container`,
    "where conversions.moment >= touches.first",
    ...(grouping === null ? [] : ["group by item_key"]),
  ].join("\n");
}

export function conversionsSql(request: PartRequest): string {
  const { definition, columns, parameters } = request;
  const grouping = groupingOf(request);
  const scope = scopeSql(
    {
      rsid: definition.rsid,
      range: rangeOf(request),
      population: populationOf(request),
      // A segment chooses among conversions, after credit was given (G8).
      filters: testsOf(request).filters.filter((filter) => filter.kind !== "items"),
      items: [],
    },
    parameters,
  );
  const amounts = columns.map(({ index, column: { metric } }) => {
    if (metric.kind !== "conversion") throw new Error(`${metric.id} has no participation`);
    return { index, sql: rowAmountSql(metric) };
  });
  const raw = grouping?.kind === "time" ? [`${timeKeySql({ dimension: grouping, zone: parameters.bind("String", definition.timeZone) })} as raw`] : [];
  return [
    select([
      `${containerSql(request)} as container`,
      `${MOMENT} as moment`,
      `${COUNTED} as sign`,
      ...(request.isTraced === true ? [`${ROW_ID} as id`] : []),
      ...raw,
      ...amounts.map(({ index, sql }) => `${sql} as a${index}`),
    ]),
    "from hits_v1",
    `where ${everySql(scope.conditions)} and (${[...new Set(amounts.map(({ sql }) => `${sql} != 0`))].join(" or ")})`,
  ].join("\n");
}

/** When each visit or visitor first saw each item (or first fitted the filters). */
export function touchesSql(request: PartRequest): string {
  const { definition, parameters } = request;
  const { own, filters, items } = testsOf(request);
  const scope = scopeSql(
    {
      rsid: definition.rsid,
      range: rangeOf(request),
      population: populationOf(request),
      filters: filters.filter((filter) => filter.kind === "items"),
      items,
      hasValues: true,
    },
    parameters,
  );
  const dimension = textDimension(groupingOf(request));
  const container = containerSql(request);
  const inConversion = `${container} in (select container from conversions)${presentOf(request)}`;
  if (dimension === null) {
    return `${select([`${container} as container`, `min(${MOMENT}) as first`])}\nfrom hits_v1\nwhere ${everySql([...scope.conditions, inConversion])}\ngroup by container`;
  }
  const { raw, join, conditions } = touchedItems({ dimension, own, entry: scope.entry, parameters });
  const spelled = hasSpellings(dimension) ? [`argMin(${raw}, at) as spelled`] : [];
  return [
    select([`${container} as container`, `${keySql(dimension, raw)} as item_key`, ...spelled, `min(${MOMENT}) as first`]),
    `from hits_v1${join}`,
    `where ${everySql([...scope.conditions, ...conditions, inConversion])}`,
    "group by container, item_key",
  ].join("\n");
}

function touchedItems({
  dimension,
  own,
  entry,
  parameters,
}: {
  dimension: TextDimension;
  own: readonly ItemTest[];
  entry: string | null;
  parameters: PartRequest["parameters"];
}): { raw: string; join: string; conditions: string[] } {
  const value = dimension.kind === "product" ? ({ kind: "many", sql: `products.${dimension.part}`, isSplit: false } as const) : valueSql(dimension);
  if (value.kind === "one")
    return { raw: value.sql, join: "", conditions: [`${value.sql} != ''`, ...own.map((test) => testSql({ test, x: value.sql, dimension, parameters }))] };
  const present = dimension.kind === "product" ? ["notEmpty(products.name)"] : [];
  return { raw: "raw", join: `\narray join ${itemsSql({ dimension, value, entry, tests: own, parameters })} as raw`, conditions: [...present, "raw != ''"] };
}

function presentOf(request: PartRequest): string {
  if (populationOf(request) === "online") return "";
  const { definition, parameters } = request;
  return ` and ${presentSql(ownedRowsSql("visitors", { rsid: definition.rsid, range: rangeOf(request), parameters }))}`;
}

function populationOf({ family }: PartRequest): "online" | "visitors" {
  return family === "sessions" ? "online" : "visitors";
}

function containerSql({ family }: PartRequest): string {
  return family === "sessions" ? VISIT : "visitor";
}
