import type { ColumnAttribution } from "@rapport/domain";
import { momentTimeSql } from "../sql/amount-sql.ts";
import { countedSql, creditSql, partsSql } from "../sql/credit-sql.ts";
import { everySql, testSql } from "../sql/test-sql.ts";
import { keySql } from "../sql/value-sql.ts";
import { CONVERSION, TOUCH, amountPlace, filtersOf, isOneItem, journeysSql } from "./journeys-sql.ts";
import { groupingOf, hasSpellings, select, textDimension, type PartRequest } from "./part-sql.ts";
import { plainPartSql } from "./plain-part.ts";

/**
 * Attribution (AT5 to AT10). The journeys of each container, then one row for each conversion with the touch points that its model counts, then one
 * for each of these with its credit. Filters decide last which of them count (AT10). A conversion without a touch point is credited as it is, without a value.
 */
export function attributionPartSql(request: PartRequest): string {
  const attribution = request.columns[0]?.column.attribution ?? null;
  if (attribution === null || isCountedAsStored(request, attribution)) return plainPartSql({ ...request, family: "plain" });
  const { columns } = request;
  const grouping = groupingOf(request);
  const dimension = textDimension(grouping);
  const credits = columns.map(({ index }, nth) => `${creditSql(`conversion.${amountPlace(nth)}`, attribution.model)} as r${index}`);
  const isOne = dimension === null || isOneItem(dimension, attribution);
  const item = dimension === null ? [] : [isOne ? `touch.${TOUCH.shown} as raw` : `arrayJoin(touch.${TOUCH.shown}) as raw`];
  const day = grouping?.kind === "time" ? [`conversion.${CONVERSION.day} as day`] : [];
  const credited = [
    select([...item, ...day, `touch.${TOUCH.moment} as touched`, `conversion.${CONVERSION.sign} as sign`, ...credits]),
    `from (\n${countedTouchesSql(request, attribution)}\n)`,
    `array join if(n = 0, [conversion.${CONVERSION.none}], counted) as touch, if(n = 0, [1], arrayEnumerate(counted)) as nth`,
    `where touch.${TOUCH.fits}`,
  ].join("\n");
  const tests = dimension === null ? [] : filtersOf(request).own.map((test) => testSql({ test, x: "raw", dimension, parameters: request.parameters }));
  const key = dimension === null ? [] : [`${keySql(dimension, "raw")} as item_key`];
  const spelled = hasSpellings(grouping) ? ["argMin(raw, touched) as spelled", `${momentTimeSql("min(touched)")} as first_at`] : [];
  const isCredited = columns.map(({ index }) => `r${index} != 0`).join(" or ");
  return [
    select([
      ...key,
      ...(grouping?.kind === "time" ? ["day as item_key"] : []),
      ...spelled,
      ...columns.map(({ index }) => `sum(r${index}) as b${index}`),
      ...(grouping === null ? [] : [`toInt64(sumIf(sign, ${isCredited})) as seen`]),
    ]),
    `from (\n${credited}\n)`,
    ...(tests.length === 0 ? [] : [`where ${everySql(tests)}`]),
    ...(grouping === null ? [] : ["group by item_key"]),
  ].join("\n");
}

/** One row for each conversion: `counted`, the touch points that its model counts, `n` of them, and for decay `sums` of their weights. */
export function countedTouchesSql(request: PartRequest, attribution: ColumnAttribution): string {
  const { model, lookbackMs } = attribution;
  const from = lookbackMs === null ? "" : ` and t.${TOUCH.moment} >= bitShiftLeft(bitShiftRight(conversion.${CONVERSION.moment}, 64) - ${lookbackMs}, 64)`;
  const before = model.kind === "same" ? "touches" : `arrayFilter(t -> t.${TOUCH.moment} <= conversion.${CONVERSION.moment}${from}, touches)`;
  const sums = partsSql("counted", model);
  return [
    select(["conversion", `${countedSql(before, model)} as counted`, "toInt64(length(counted)) as n", ...(sums === null ? [] : [`${sums} as sums`])]),
    `from (\n${journeysSql(request, attribution)}\n)`,
    "array join conversions as conversion",
  ].join("\n");
}

/**
 * True when every conversion counts once whoever has its credit: as a whole or by its own day, without filters on values. And for *same touch* of
 * products, which have amounts of their own.
 */
export function isCountedAsStored(request: PartRequest, { model, credited }: ColumnAttribution): boolean {
  const { own, filters } = filtersOf(request);
  const dimension = textDimension(groupingOf(request));
  if (model.kind === "same" && credited.kind === "product" && request.definition.dimension?.id === credited.id) return true;
  return dimension === null && own.length === 0 && filters.length === 0;
}
