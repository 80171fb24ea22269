import { UNSPECIFIED, type ReportColumn, type ReportDefinition, type ReportOrder } from "@rapport/domain";
import type { NamedQuery, ParamValue } from "@rapport/warehouse";
import { z } from "zod";
import { createParameters, type Parameters } from "../sql/parameters.ts";
import { hasSpellings, select, timeItemSql, type Family, type PartColumn, type PartRequest } from "./part-sql.ts";
import { attributionPartSql } from "./attribution-part.ts";
import { participationPartSql } from "./participation-part.ts";
import { plainPartSql } from "./plain-part.ts";
import { answersSql, answerSql, isCalculated } from "./answers-sql.ts";
import { assertShort } from "./query-length.ts";
import { timeSpentPartSql, visitEndsPartSql } from "./visit-part.ts";
import { itemIdSql, valueSql } from "../sql/value-sql.ts";

/** A query and the values for its places. */
export interface Planned<R extends z.ZodType> {
  readonly query: NamedQuery<typeof Values, R>;
  readonly values: Readonly<Record<string, ParamValue>>;
}

/** The queries that answer a report. */
export interface ReportPlan {
  /** One page of items; null for a report without dimension. */
  readonly page: Planned<typeof PageRow> | null;
  /** The totals over everything that fits the filters; null when the page's own sums are these. */
  readonly totals: Planned<typeof TotalsRow> | null;
  /** What the columns with a model counted, whoever has the credit (AT9), in their order; null when there are none, or no items. */
  readonly conversions: Planned<typeof TotalsRow> | null;
  /** The totals over the items that may show; null when they are the totals above, or the page's own sums. */
  readonly shownTotals: Planned<typeof TotalsRow> | null;
}

const Texts = z.array(z.string());
/** Numbers are decimal texts, so that nothing is lost before the answer is shaped. */
export const PageRow = z.object({
  value: z.string(),
  itemId: z.string(),
  data: Texts,
  elements: z.string(),
  sums: Texts,
  credited: Texts,
  highest: Texts,
  lowest: Texts,
});
export const TotalsRow = z.object({ data: Texts });
export const Values = z.record(
  z.string(),
  z.custom<ParamValue>((value) => value !== undefined),
);

/**
 * Turns a definition into queries. Values are bound as parameters and never become part of their text.
 * @throws Refusal `report.definition` for more than the engine reads
 */
export function planReport(
  definition: ReportDefinition,
  { page = definition.page, limit = definition.limit }: { page?: number; limit?: number } = {},
): ReportPlan {
  const sumsAreTotals = pageSumsAreTotals(definition);
  const isNarrowed = definition.shown.length > 0;
  return {
    page: definition.dimension === null ? null : pageOf({ definition, page, limit }),
    conversions:
      definition.dimension === null || !definition.columns.some(({ attribution }) => attribution !== null)
        ? null
        : totalsOf({ definition: asCounted(definition), isShownOnly: false }),
    totals: sumsAreTotals && !isNarrowed ? null : totalsOf({ definition, isShownOnly: false }),
    shownTotals: sumsAreTotals || !isNarrowed ? null : totalsOf({ definition, isShownOnly: true }),
  };
}

/** The totals over the items that may show, for a page without any item to tell them. */
export function planShownTotals(definition: ReportDefinition): Planned<typeof TotalsRow> {
  return totalsOf({ definition, isShownOnly: true });
}

/** The columns with a model as they were counted: on the days asked for, and not rounded. */
function asCounted(definition: ReportDefinition): ReportDefinition {
  const columns = definition.columns
    .filter(({ attribution }) => attribution !== null)
    .map((column) => ({ ...column, attribution: null, filters: column.filters.filter(({ kind }) => kind !== "items"), decimals: null }));
  const answers = columns.map(({ id }, index) => ({ kind: "counted" as const, id, index }));
  return { ...definition, dimension: null, shown: [], columns, answers };
}

/** True when each row has exactly one item and all columns are sums, so that the items add up to the whole. */
export function pageSumsAreTotals({ dimension, columns }: ReportDefinition): boolean {
  if (dimension === null || (dimension.kind !== "time" && valueSql(dimension).kind === "many")) return false;
  return columns.every(
    ({ metric, participation, attribution }) =>
      participation === null && attribution === null && ["occurrences", "pageviews", "pageevents", "conversion"].includes(metric.kind),
  );
}

function pageOf({ definition, page, limit }: { definition: ReportDefinition; page: number; limit: number }): Planned<typeof PageRow> {
  const parameters = createParameters();
  const { columns } = definition;
  const sumOf = (index: number) => `sum(c${index}) over ()`;
  const { max, min, ignoresZeroes } = definition.statistics;
  const extreme = (name: "max" | "min") => (place: number) => {
    const number = answerName(definition, place);
    return ignoresZeroes ? `${name}If(${number}, ${number} != 0) over ()` : `${name}(${number}) over ()`;
  };
  const { value, item } = itemSql(definition);
  const text = [
    select([
      `${value} as value`,
      `toString(${item}) as itemId`,
      `${answersSql(definition, (place) => inRowsSql(definition, place))} as data`,
      "toString(count() over ()) as elements",
      `${pageSumsAreTotals(definition) ? answersSql(definition, (place) => answerSql(definition, place, { column: sumOf, rounded })) : EMPTY} as sums`,
      `${columns.some(({ attribution }) => attribution !== null) ? `[${columns.map((_, index) => `toString(${sumOf(index)})`).join(", ")}]` : EMPTY} as credited`,
      `${max ? answersSql(definition, extreme("max")) : EMPTY} as highest`,
      `${min ? answersSql(definition, extreme("min")) : EMPTY} as lowest`,
    ]),
    `from (\n${itemsOf({ definition, parameters })}\n)`,
    `where seen > 0 or ${columns.map((_, index) => `c${index} != 0`).join(" or ")}`,
    `order by ${orderSql(definition)}`,
    `limit ${parameters.bind("UInt32", limit)} offset ${parameters.bind("UInt64", page * limit)}`,
    isCalculated(definition) ? FORMULA_SETTINGS : SETTINGS,
  ].join("\n");
  return { query: { name: "report.page", text, params: Values, row: PageRow, heavy: true }, values: parameters.values };
}

/** Every item with its sums `c0`, `c1`, ... and the rounded answers `d0`, `d1`, ... where a sum is rounded. */
function itemsOf({ definition, parameters }: { definition: ReportDefinition; parameters: Parameters }): string {
  const { columns, dimension } = definition;
  const parts = partsOf({ definition, isGrouped: true, isShownOnly: true, parameters });
  const isOne = parts.length === 1;
  const spelled = hasSpellings(dimension) ? [isOne ? "spelled" : "argMin(spelled, first_at) as name"] : [];
  const sums = columns.flatMap((_, index) => {
    const sum = `${isOne ? `b${index}` : `sum(b${index})`} as c${index}`;
    const shown = shownName(definition, index);
    return shown === `c${index}` ? [sum] : [sum, `${rounded(definition, index, `c${index}`)} as ${shown}`];
  });
  const formulas = definition.answers.flatMap((answer, place) =>
    answer.kind === "calculated" ? [`${answerSql(definition, place, { column: (index) => `c${index}`, rounded })} as ${answerName(definition, place)}`] : [],
  );
  return `${select(["item_key", ...spelled, ...sums, ...formulas, isOne ? "seen" : "sum(seen) as seen"])}\nfrom (\n${unionOf({ parts, definition, isGrouped: true })}\n)${isOne ? "" : "\ngroup by item_key"}`;
}

function totalsOf({ definition, isShownOnly }: { definition: ReportDefinition; isShownOnly: boolean }): Planned<typeof TotalsRow> {
  const parameters = createParameters();
  const parts = partsOf({ definition, isGrouped: false, isShownOnly, parameters });
  const data = answersSql(definition, (place) => answerSql(definition, place, { column: (index) => `sum(b${index})`, rounded }));
  const text = `select ${data} as data\nfrom (\n${unionOf({ parts, definition, isGrouped: false })}\n)\n${isCalculated(definition) ? FORMULA_SETTINGS : SETTINGS}`;
  return { query: { name: "report.totals", text, params: Values, row: TotalsRow, heavy: true }, values: parameters.values };
}

interface PlannedPart {
  readonly sql: string;
  readonly indexes: ReadonlySet<number>;
}

function partsOf({
  definition,
  isGrouped,
  isShownOnly,
  parameters,
}: {
  definition: ReportDefinition;
  isGrouped: boolean;
  isShownOnly: boolean;
  parameters: Parameters;
}): PlannedPart[] {
  let soFar = "";
  return groupsOf(definition.columns).map(({ family, columns }) => {
    const request = { definition, family, columns, isGrouped, isShownOnly, parameters };
    const sql = PART[family](request);
    // What the engine will not read is not made to its end.
    soFar += sql;
    assertShort(soFar);
    return { sql, indexes: new Set(columns.map(({ index }) => index)) };
  });
}

const PART: Readonly<Record<Family, (request: PartRequest) => string>> = {
  plain: plainPartSql,
  instances: plainPartSql,
  sessions: participationPartSql,
  visitors: participationPartSql,
  attributed: attributionPartSql,
  entries: visitEndsPartSql,
  exits: visitEndsPartSql,
  timespent: timeSpentPartSql,
};

/** Columns that one pass can answer together. */
function groupsOf(columns: readonly ReportColumn[]): { family: Family; columns: PartColumn[] }[] {
  const groups = new Map<string, { family: Family; columns: PartColumn[] }>();
  for (const [index, column] of columns.entries()) {
    const family = familyOf(column);
    const key = JSON.stringify([family, column.attribution, column.visitOf, column.range, column.filters]);
    const group = groups.get(key) ?? { family, columns: [] };
    group.columns.push({ index, column });
    groups.set(key, group);
  }
  return [...groups.values()];
}

export function familyOf({ participation, attribution, metric }: ReportColumn): Family {
  if (attribution !== null) return "attributed";
  if (metric.kind === "visit") return metric.of === "exits" || metric.of === "timespent" ? metric.of : "entries";
  return participation ?? (metric.kind === "instances" ? "instances" : "plain");
}

/** Parts under one another, each with 0 in the columns that others answer. */
function unionOf({ parts, definition, isGrouped }: { parts: readonly PlannedPart[]; definition: ReportDefinition; isGrouped: boolean }): string {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first.sql;
  const item = isGrouped ? ["item_key", ...(hasSpellings(definition.dimension) ? ["spelled", "first_at"] : [])] : [];
  const seen = isGrouped ? ["seen"] : [];
  return parts
    .map(
      ({ sql, indexes }) =>
        `${select([...item, ...definition.columns.map((_, index) => (indexes.has(index) ? `b${index}` : `0 as b${index}`)), ...seen])}\nfrom (\n${sql}\n)`,
    )
    .join("\nunion all\n");
}

/** How an item is written and which id it has. Items of time are named when the answer is shaped. */
function itemSql({ dimension, columns }: ReportDefinition): { value: string; item: string } {
  if (dimension === null) return { value: "''", item: "item_key" };
  if (dimension.kind === "time") return { value: "''", item: timeItemSql("item_key", dimension) };
  const isOne = groupsOf(columns).length === 1;
  return { value: hasSpellings(dimension) ? (isOne ? "spelled" : "name") : "item_key", item: itemIdSql("item_key") };
}

function orderSql(definition: ReportDefinition): string {
  const { order, dimension } = definition;
  const parts = order.map((one) => {
    const sorted = `${sortedSql(definition, one)}${one.isDescending ? " desc" : ""}`;
    return one.by === "percent" ? `${sorted} nulls last` : sorted;
  });
  const name = dimension === null || dimension.kind === "time" ? [] : [`if(item_key = '', '${UNSPECIFIED}', value)`];
  return [...parts, ...name, "item_key"].join(", ");
}

function sortedSql(definition: ReportDefinition, order: ReportOrder): string {
  if (order.by === "item") return itemSql(definition).item;
  const number = answerName(definition, order.index);
  if (order.by === "column") return number;
  const from = answerName(definition, order.from);
  // Of nothing there is no per cent (CP5).
  return order.by === "difference" ? `${number} - ${from}` : `if(${from} = 0, null, toFloat64(${number} - ${from}) / toFloat64(abs(${from})))`;
}

/** What the rows show of a column: its number, or what becomes of it beside all others (CP6). */
function inRowsSql(definition: ReportDefinition, place: number): string {
  const number = answerName(definition, place);
  const shownAs = definition.shownAs[place];
  if (shownAs === "rank") {
    const rank = `rank() over (order by ${number} desc)`;
    return definition.answers[place]?.kind === "counted" ? rank : `if(isNull(${number}), null, ${rank})`;
  }
  if (shownAs === "runningTotal") return `ifNull(sum(${number}) over (order by ${orderSql(definition)} rows between unbounded preceding and current row), 0)`;
  return number;
}

/** A number of the answer, in a row of items. */
function answerName(definition: ReportDefinition, place: number): string {
  const answer = definition.answers[place];
  return answer?.kind === "counted" ? shownName(definition, answer.index) : `e${place}`;
}

function shownName({ columns }: ReportDefinition, index: number): string {
  return (columns[index]?.decimals ?? null) === null ? `c${index}` : `d${index}`;
}

/** Shared credit may add up to 0.999999999999, so a sum is rounded to six places before the final rounding. */
export function rounded({ columns }: Pick<ReportDefinition, "columns">, index: number, sql: string): string {
  const decimals = columns[index]?.decimals ?? null;
  return decimals === null ? sql : `round(round(${sql}, 6), ${decimals})`;
}

const EMPTY = "[]::Array(String)";
// A report may take long, but has a limit. Groups that do not fit into memory go to disk.
export const SETTINGS = "settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000";
/** The least of something and nothing is nothing (CF3). */
const FORMULA_SETTINGS = `${SETTINGS}, least_greatest_legacy_null_behavior = 1`;
