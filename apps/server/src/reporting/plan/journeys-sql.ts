import type { ColumnAttribution, ItemTest, ReportFilter } from "@rapport/domain";
import { COUNTED, MOMENT, NO_ROW, OCCURRENCES, ROW_ID, VISIT, rowAmountSql } from "../sql/amount-sql.ts";
import { presentSql } from "../sql/owned-rows-sql.ts";
import { scopeSql } from "../sql/scope-sql.ts";
import { everySql, testSql } from "../sql/test-sql.ts";
import { foldsCase, instanceSql, keySql, valueSql, type TextDimension, type ValueSql } from "../sql/value-sql.ts";
import { groupingOf, rangeOf, select, textDimension, timeKeySql, type PartRequest } from "./part-sql.ts";

type ItemFilter = Extract<ReportFilter, { kind: "items" }>;

/**
 * One row for each visit or visitor with a conversion: its `touches` and `conversions`, oldest touch first.
 * A touch is the tuple (moment, key, shown, fits): when it was, the key of the credited value, the item or items that it is shown under, and whether it passes
 * the filters. A conversion is (moment, day, sign, none, an amount a column); `none` is a touch without a value, for when there was none.
 * A row of a file in no visit, or of nobody, stands alone: it can credit only what was set on it (AT7).
 */
export function journeysSql(request: PartRequest, attribution: ColumnAttribution): string {
  const { definition, columns, parameters } = request;
  const { model, lookbackMs, rowTime } = attribution;
  const grouping = groupingOf(request);
  const touch = touchSql(request, attribution);
  const conversion = conversionSql(request);
  const container = containerSql(attribution);
  const range = rangeOf(request);
  const isAtOrder = rowTime === "transaction";
  // An order lies at any time before what is joined to it.
  const seen = { from: lookbackMs === null ? range.from : isAtOrder ? 0 : range.from - lookbackMs, to: range.to };
  const within = everySql(scopeSql({ rsid: definition.rsid, range: seen, population: "all", filters: [], items: [] }, parameters).conditions);
  const isInConversion = `${container} in (select ${container} from hits_v1 where ${conversion.rows} and ${conversion.isConversion})`;
  const day = grouping?.kind === "time" ? timeKeySql({ dimension: grouping, zone: parameters.bind("String", definition.timeZone) }) : "0";
  const amounts = columns.map(({ index }) => amountOf(request, index));
  const converted = tuple([
    isAtOrder ? ORDER_MOMENT : MOMENT,
    day,
    `toInt64(${COUNTED})`,
    touch.none,
    ...amounts,
    ...(request.isTraced === true ? [ROW_ID] : []),
  ]);
  const isConversion = `${conversion.isConversion} and ${conversion.inRange}`;
  if (model.kind === "same") {
    return [
      select([`if(${touch.isTouch}, ${touch.touches}, []) as touches`, `[${converted}] as conversions`]),
      `from hits_v1\nwhere ${conversion.rows} and ${conversion.isConversion}`,
    ].join("\n");
  }
  return [
    select([
      `arraySort(t -> t.1, groupArrayArrayIf(${touch.touches}, ${touch.isTouch} and ${presentSql(within)})) as touches`,
      `groupArrayIf(${converted}, ${isConversion}) as conversions`,
    ]),
    `from hits_v1${isAtOrder ? ordersSql(request, conversion) : ""}\nwhere ${within} and ((${isConversion}) or ((${touch.isTouch}) and ${isInConversion}))`,
    `group by ${container}`,
    "having notEmpty(conversions)",
  ].join("\n");
}

/** The filters of a part without those about time: `own` about the items shown, `filters` about touch points. */
export function filtersOf(request: PartRequest): { own: readonly ItemTest[]; filters: readonly ItemFilter[] } {
  const { definition, columns, isShownOnly } = request;
  const dimension = textDimension(definition.dimension);
  const all = (columns[0]?.column.filters ?? []).filter((filter): filter is ItemFilter => filter.kind === "items");
  if (dimension === null) return { own: [], filters: all };
  const own = [...all.filter((filter) => filter.dimension.id === dimension.id).map(({ test }) => test), ...(isShownOnly ? definition.shown : [])];
  const filters = all.filter((filter) => filter.dimension.id !== dimension.id);
  if (groupingOf(request) !== null) return { own, filters };
  return { own: [], filters: [...filters, ...own.map((test) => ({ kind: "items" as const, dimension, test }))] };
}

/** Whether a touch shows under one item, as a text; several are an array. */
export function isOneItem(dimension: TextDimension, { credited, model }: ColumnAttribution): boolean {
  return shownValue(dimension, credited).kind === "one" || (dimension.id === credited.id && model.kind === "algorithmic");
}

/** What a touch shows under: its own value, or beside it what else its hit or row has. */
function shownValue(dimension: TextDimension, credited: TextDimension): ValueSql {
  return dimension.id === credited.id ? instanceSql(credited) : valueSql(dimension);
}

/** The touches of a row, as an array of tuples, and whether it has any; and the same row as the touch of a conversion that has none. */
function touchSql(request: PartRequest, attribution: ColumnAttribution): { isTouch: string; touches: string; none: string } {
  const { definition, parameters } = request;
  const { credited, model } = attribution;
  const { filters } = filtersOf(request);
  const dimension = textDimension(groupingOf(request));
  const value = instanceSql(credited);
  const values = value.kind === "one" ? `[${value.sql}]` : `arrayDistinct(arrayFilter(x -> x != '', ${value.sql}))`;
  const others = scopeSql(
    { rsid: definition.rsid, range: rangeOf(request), population: "all", filters: filters.filter((one) => !isOf(one, credited)), items: [] },
    parameters,
  );
  const own = filters.filter((one) => isOf(one, credited)).map(({ test }) => test);
  const passes = (x: string) => own.map((test) => testSql({ test, x, dimension: credited, parameters }));
  const fits = (conditions: readonly string[]) => `toUInt8(${everySql([...others.itemConditions, ...conditions])})`;
  const isPlayer = model.kind === "algorithmic";
  const shown = dimension === null ? null : shownValue(dimension, credited);
  const shownOf = (x: string): string => {
    if (shown === null) return "''";
    if (dimension?.id !== credited.id) return shown.kind === "one" ? shown.sql : distinctSql(dimension, shown.sql);
    return shown.kind === "one" || isPlayer ? x : values;
  };
  const one = (x: string) =>
    tuple([
      MOMENT,
      isPlayer ? keySql(credited, x) : "''",
      shownOf(x),
      fits(value.kind === "one" || isPlayer ? passes(x) : anyPasses(values, passes("x"))),
      ...(request.isTraced === true ? [ROW_ID] : []),
    ]);
  const noItem = shown === null || dimension?.id !== credited.id ? shownOf("''") : shown.kind === "one" || isPlayer ? "''" : "['']";
  const none = tuple(["toInt128(0)", "''", noItem, fits(passes("''")), ...(request.isTraced === true ? [NO_ROW] : [])]);
  // Money that was converted later is a row beside its hit, and a negative takes back its state; for *same touch* both carry the value they count under.
  const isCounted = model.kind === "same" ? "1" : `${OCCURRENCES} > 0`;
  if (value.kind === "one") return { isTouch: `${value.sql} != '' and ${isCounted}`, touches: `[${one(value.sql)}]`, none };
  return { isTouch: `notEmpty(${values}) and ${isCounted}`, touches: isPlayer ? `arrayMap(v -> ${one("v")}, ${values})` : `[${one("''")}]`, none };
}

/** Spellings of one item are one. */
export function distinctSql(dimension: TextDimension | null, values: string): string {
  if (dimension === null || !foldsCase(dimension)) return `arrayDistinct(${values})`;
  return `arrayFilter((x, nth) -> nth = 1, ${values}, arrayEnumerateUniq(arrayMap(x -> ${keySql(dimension, "x")}, ${values})))`;
}

function isOf(filter: ItemFilter, { id }: TextDimension): boolean {
  return filter.dimension.id === id;
}

function anyPasses(values: string, conditions: readonly string[]): string[] {
  return conditions.length === 0 ? [] : [`arrayExists(x -> ${everySql(conditions)}, ${values})`];
}

/** Which rows of `hits_v1` are conversions: in the range, on the days asked for, with an amount. `rows` also names the suite. */
function conversionSql(request: PartRequest): { rows: string; inRange: string; isConversion: string } {
  const { definition, columns, parameters } = request;
  const filters = (columns[0]?.column.filters ?? []).filter((filter) => filter.kind !== "items");
  const scope = scopeSql({ rsid: definition.rsid, range: rangeOf(request), population: "all", filters, items: [] }, parameters);
  const amounts = columns.map(({ index }) => `${amountOf(request, index)} != 0`);
  return { rows: everySql(scope.conditions), inRange: everySql(scope.conditions.slice(1)), isConversion: `(${[...new Set(amounts)].join(" or ")})` };
}

function amountOf({ columns }: PartRequest, index: number): string {
  const metric = columns.find((one) => one.index === index)?.column.metric;
  if (metric?.kind !== "conversion") throw new Error(`column ${index} has no attribution`);
  return rowAmountSql(metric);
}

/** A joined row's moment at its order: after the hits of that millisecond. */
const ORDER_MOMENT = `if(source = 7 and order_ms > 0, bitShiftLeft(toInt128(order_ms), 64) + toInt128(9223372036854775807), ${MOMENT})`;

/** Beside each joined row of a conversion, the time of the hit that recorded its transaction id. */
function ordersSql({ definition, parameters }: PartRequest, { rows, isConversion }: { rows: string; isConversion: string }): string {
  const keys = `select key from hits_v1 where ${rows} and source = 7 and ${isConversion}`;
  const recorded = `suite = ${parameters.bind("String", definition.rsid)} and recorded = 1 and transaction_id in (${keys})`;
  return `\nleft any join (\nselect transaction_id as order_key, toUnixTimestamp64Milli(min(hit_at)) as order_ms\nfrom transactions_v1\nwhere ${recorded}\ngroup by transaction_id\n) as orders on hits_v1.key = orders.order_key`;
}

const ALONE = "cityHash64('row', upload, line, position)";

function containerSql({ container }: ColumnAttribution): string {
  return container === "sessions" ? `if(source < 5, ${VISIT}, ${ALONE})` : `if(visitor != 0, visitor, ${ALONE})`;
}

function tuple(elements: readonly string[]): string {
  return `tuple(${elements.join(", ")})`;
}

/** The places of a touch's and of a conversion's elements. `row`: its `ROW_ID`, when it is traced; that of a conversion stands behind its amounts. */
export const TOUCH = { moment: "1", shown: "3", fits: "4", row: "5" } as const;
export const CONVERSION = { moment: "1", day: "2", sign: "3", none: "4" } as const;
/** The amount of the nth column of a part, from 0. */
export function amountPlace(nth: number): string {
  return String(nth + 5);
}
