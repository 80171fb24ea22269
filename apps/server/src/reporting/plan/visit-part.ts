import { type ItemTest, type ReportColumn } from "@rapport/domain";
import { MOMENT, ROW_ID, VISIT } from "../sql/amount-sql.ts";
import { itemsSql, scopeSql } from "../sql/scope-sql.ts";
import { everySql, testSql } from "../sql/test-sql.ts";
import { valueSql, type TextDimension } from "../sql/value-sql.ts";
import { aroundSql, hitsWithSql } from "../sql/visit-page-sql.ts";
import { distinctSql } from "./journeys-sql.ts";
import { NO_TOUCHES, groupingOf, itemColumnsSql, rangeOf, select, testsOf, textDimension, timeKeySql, type PartRequest } from "./part-sql.ts";

/**
 * What counts once a visit, at its entry or its exit (DM2 to DM5): the first or the last hit with a value of `visitOf`, else of all. Each visit is
 * looked at as a whole; then its hit is counted as the filters, the segments and the range say of that hit.
 */
export function visitEndsPartSql(request: PartRequest): string {
  const { columns, family } = request;
  const ofHit = hitSql(request);
  const visitOf = columns[0]?.column.visitOf ?? null;
  const has = visitOf === null ? "1" : hasValueSql(visitOf);
  const chosen = family === "exits" ? `argMax(${ofHit.tuple}, tuple(${has}, ${MOMENT}))` : `argMin(${ofHit.tuple}, tuple(not (${has}), ${MOMENT}))`;
  const isAsked = (of: string) => columns.some(({ column: { metric } }) => metric.kind === "visit" && metric.of === of);
  const counted = [...(isAsked("bounces") ? ["hits"] : []), ...(isAsked("singlepagevisits") ? ["pages"] : [])];
  const visits = [
    select([`${chosen} as chosen`, ...counted.map((name) => `${name === "hits" ? "count()" : "uniqExact(dims.page.:String)"} as ${name}`)]),
    `from ${ofHit.from}\nwhere ${ofHit.rows}\ngroup by ${VISIT}\nhaving chosen.3`,
  ].join("\n");
  return countedSql({
    request,
    ofHit,
    hits: `${select([shownSql("chosen.1", ofHit), "chosen.2 as first", ...counted, ...tracedSql("chosen", request)])}\nfrom (\n${visits}\n)`,
    sum: countSql,
  });
}

/** The seconds from each hit to the next one of its visit (DM6). */
export function timeSpentPartSql(request: PartRequest): string {
  const ofHit = hitSql(request);
  const next = `leadInFrame(at, 1, at) over (partition by ${VISIT} order by ${MOMENT} rows between current row and 1 following)`;
  const hits = [
    select([`${ofHit.tuple} as hit`, `toUnixTimestamp64Milli(${next}) - toUnixTimestamp64Milli(at) as ms`]),
    `from ${ofHit.from}\nwhere ${ofHit.rows}`,
  ].join("\n");
  return countedSql({
    request,
    ofHit,
    hits: `${select([shownSql("hit.1", ofHit), "hit.2 as first", "ms", ...tracedSql("hit", request)])}\nfrom (\n${hits}\n)\nwhere hit.3`,
    sum: () => "toDecimal128(sum(ms), 3) / 1000",
  });
}

interface OfHit {
  /** What the hit shows under, its time, and whether it counts. */
  readonly tuple: string;
  readonly from: string;
  /** The hits of all visits that can have one in the range. */
  readonly rows: string;
  /** Whether it shows under several items. */
  readonly isMany: boolean;
  /** What an item must pass to be shown. */
  readonly tests: readonly ItemTest[];
}

function hitSql(request: PartRequest): OfHit {
  const { definition, parameters } = request;
  const range = rangeOf(request);
  const { own, filters, items } = testsOf(request);
  const scope = scopeSql({ rsid: definition.rsid, range, population: "online", filters, items }, parameters);
  const grouping = groupingOf(request);
  const place = { rsid: definition.rsid, range, parameters };
  const read = { from: hitsWithSql(grouping, place), rows: aroundSql(place) };
  const of = (shown: string) => `tuple(${shown}, at, toUInt8(${everySql(scope.conditions)})${request.isTraced === true ? `, ${ROW_ID}` : ""})`;
  if (grouping === null) return { tuple: of("''"), ...read, isMany: false, tests: [] };
  if (grouping.kind === "time") {
    return { tuple: of(timeKeySql({ dimension: grouping, zone: parameters.bind("String", definition.timeZone) })), ...read, isMany: false, tests: [] };
  }
  const value = valueSql(grouping);
  if (value.kind === "one") return { tuple: of(value.sql), ...read, isMany: false, tests: own };
  return {
    tuple: of(distinctSql(grouping, itemsSql({ dimension: grouping, value, entry: scope.entry, tests: own, parameters }))),
    ...read,
    isMany: true,
    tests: [],
  };
}

/** Which hit it is, when that is asked. */
function tracedSql(hit: string, { isTraced }: PartRequest): string[] {
  return isTraced === true ? [`${hit}.4 as id`] : [];
}

function shownSql(shown: string, { isMany }: OfHit): string {
  return `${isMany ? `arrayJoin(${shown})` : shown} as raw`;
}

function hasValueSql(dimension: TextDimension): string {
  const value = valueSql(dimension);
  return value.kind === "one" ? `${value.sql} != ''` : `arrayExists(x -> x != '', ${value.sql})`;
}

/** The sums of hits by item. Only what counts something is an item, so nothing is `seen` besides. */
function countedSql({ request, ofHit, hits, sum }: { request: PartRequest; ofHit: OfHit; hits: string; sum: (column: ReportColumn) => string }): string {
  const grouping = groupingOf(request);
  const dimension = textDimension(grouping);
  const tests = dimension === null ? [] : ofHit.tests.map((test) => testSql({ test, x: "raw", dimension, parameters: request.parameters }));
  const narrowed = tests.length === 0 ? [] : [`where ${everySql(tests)}`];
  if (request.isTraced === true) {
    const parts = request.columns.map(({ column }) => `toDecimal128(${sum(column)}, 12) as amount`);
    return [select(["id", ...parts, "toUInt64(1) as hit_count", ...NO_TOUCHES]), `from (\n${hits}\n)`, ...narrowed, "group by id"].join("\n");
  }
  return [
    select([
      ...itemColumnsSql(grouping),
      ...request.columns.map(({ index, column }) => `${sum(column)} as b${index}`),
      ...(grouping === null ? [] : ["toInt64(0) as seen"]),
    ]),
    `from (\n${hits}\n)`,
    ...narrowed,
    ...(grouping === null ? [] : ["group by item_key"]),
  ].join("\n");
}

function countSql({ metric }: ReportColumn): string {
  switch (metric.kind === "visit" ? metric.of : null) {
    case "bounces":
      return "countIf(hits = 1)";
    case "singlepagevisits":
      return "countIf(pages = 1)";
    default:
      return "count()";
  }
}
