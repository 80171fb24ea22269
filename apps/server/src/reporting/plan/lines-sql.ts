import type { ReportColumn } from "@rapport/domain";
import { OCCURRENCES, PAGE_EVENTS, ROW_ID, VISIT, sharedSql } from "../sql/amount-sql.ts";
import { creditSql } from "../sql/credit-sql.ts";
import { everySql, testSql } from "../sql/test-sql.ts";
import { countedTouchesSql, isCountedAsStored } from "./attribution-part.ts";
import { TOUCH, amountPlace, filtersOf, isOneItem } from "./journeys-sql.ts";
import { NO_TOUCHES, groupingOf, rangeOf, select, testsOf, textDimension, type PartRequest, type Pass } from "./part-sql.ts";
import { conversionsSql, touchesSql } from "./participation-part.ts";
import { passesOf } from "./plain-part.ts";
import { hitsWithSql } from "../sql/visit-page-sql.ts";
import { timeSpentPartSql, visitEndsPartSql } from "./visit-part.ts";

/** How many touch points of one line are told; their number is told whole. */
export const MOST_TOUCHES = 50;

/**
 * What made one number (BR2): a line for each hit or row that has a part in it, each once, and for visits and visitors one for each of them with its first hit.
 * Gives `id` (a `ROW_ID`), `amount` (its part, exact to twelve places; 0 when all was taken back), `hit_count` (how many hits it
 * stands for), `touches` (id, amount) and `touch_count`. The request has one column.
 */
export function linesSql(request: PartRequest): string {
  const [first] = request.columns;
  if (first === undefined) throw new Error("a number has a column");
  const traced = { ...request, isTraced: true };
  const { attribution, participation } = first.column;
  if (first.column.metric.kind === "visit") return first.column.metric.of === "timespent" ? timeSpentPartSql(traced) : visitEndsPartSql(traced);
  if (attribution !== null && !isCountedAsStored(request, attribution)) return attributedLinesSql(traced, first.column);
  if (participation !== null && hasItems(request)) return participationLinesSql(traced);
  return plainLinesSql({ ...traced, family: attribution === null ? request.family : "plain" }, first.column);
}

/** Whether participation depends on values: if not, a conversion simply counts. */
function hasItems(request: PartRequest): boolean {
  const { own, filters, items } = testsOf(request);
  return textDimension(groupingOf(request)) !== null || items.length > 0 || own.length > 0 || filters.some(({ kind }) => kind === "items");
}

function plainLinesSql(request: PartRequest, column: ReportColumn): string {
  const distinct = distinctOf(column);
  const rows = passesOf(request)
    .map((pass) => {
      const hits = hitsWithSql(groupingOf(request), { rsid: request.definition.rsid, range: rangeOf(request), parameters: request.parameters });
      const from = `from ${hits}${pass.join === null ? "" : `\narray join ${pass.join}`}\nwhere ${everySql(pass.conditions)}`;
      if (distinct !== null) return `${select([`${ROW_ID} as hit`, `${distinct} as thing`])}\n${from} and source < 5`;
      const amount = `toDecimal128(${termSql(column, pass)}, 12)`;
      return `${select([`${ROW_ID} as id`, `${amount} as term`])}\n${from} and term != 0`;
    })
    .join("\nunion all\n");
  if (distinct !== null) {
    return `${select(["min(hit) as id", "toDecimal128(1, 12) as amount", "uniqExact(hit) as hit_count", ...NO_TOUCHES])}\nfrom (\n${rows}\n)\ngroup by thing`;
  }
  return `${select(["id", "sum(term) as amount", "toUInt64(1) as hit_count", ...NO_TOUCHES])}\nfrom (\n${rows}\n)\ngroup by id`;
}

/** What is counted once however many hits it has; null for what is summed. */
function distinctOf({ metric }: ReportColumn): string | null {
  if (metric.kind === "visits") return VISIT;
  return metric.kind === "visitors" ? "visitor" : null;
}

/** What one row adds to its item. */
function termSql({ metric }: ReportColumn, pass: Pass): string {
  const once = (amount: string) => (pass.once === null ? amount : `if(${pass.once}, ${amount}, 0)`);
  switch (metric.kind) {
    case "occurrences":
      return once(OCCURRENCES);
    case "instances":
      return once("occurrences");
    case "pageviews":
      return once("page_view");
    case "pageevents":
      return once(PAGE_EVENTS);
    case "visit":
      throw new Error(`${metric.id} is counted by visits`);
    case "visits":
    case "visitors":
      return "1";
    case "conversion":
      return sharedSql(pass.amount(metric), pass.shares);
  }
}

/** The conversions of the visits or visitors that saw the item (or fitted the filters) before, each with its whole amount. */
function participationLinesSql(request: PartRequest): string {
  const index = request.columns[0]?.index ?? 0;
  return [
    `with conversions as (\n${conversionsSql(request)}\n)`,
    select(["conversions.id as id", `sum(toDecimal128(conversions.a${index}, 12)) as amount`, "toUInt64(1) as hit_count", ...NO_TOUCHES]),
    `from conversions inner join (\n${touchesSql(request)}\n) as touches on conversions.container = touches.container`,
    "where conversions.moment >= touches.first",
    "group by id",
  ].join("\n");
}

/** The conversions with the credit that touch points of the item have for them, and these touch points. */
function attributedLinesSql(request: PartRequest, { attribution }: ReportColumn): string {
  if (attribution === null) throw new Error("a column without a model");
  const dimension = textDimension(groupingOf(request));
  const isOne = dimension === null || isOneItem(dimension, attribution);
  const shown = dimension === null ? "''" : isOne ? `touch.${TOUCH.shown}` : `arrayJoin(touch.${TOUCH.shown})`;
  const tests = dimension === null ? [] : filtersOf(request).own.map((test) => testSql({ test, x: "raw", dimension, parameters: request.parameters }));
  const row = `conversion.${amountPlace(request.columns.length)}`;
  const none = "conversion.4";
  const credited = [
    select([`${row} as id`, `touch.${TOUCH.row} as touched`, `${shown} as raw`, `${creditSql(`conversion.${amountPlace(0)}`, attribution.model)} as credit`]),
    `from (\n${countedTouchesSql(request, attribution)}\n)`,
    `array join if(n = 0, [${none}], counted) as touch, if(n = 0, [1], arrayEnumerate(counted)) as nth`,
    `where touch.${TOUCH.fits}`,
  ].join("\n");
  // A row that was filled anew takes back the credit of its earlier state.
  const folded = [
    select(["id", "touched", "sum(credit) as part"]),
    `from (\n${credited}\n)`,
    ...(tests.length === 0 ? [] : [`where ${everySql(tests)}`]),
    "group by id, touched",
  ].join("\n");
  const isTouch = "touched.1 != 0 and part != 0";
  return [
    select([
      "id",
      "sum(part) as amount",
      "toUInt64(1) as hit_count",
      `arraySort(groupArrayIf(${MOST_TOUCHES})((touched, toString(part)), ${isTouch})) as touches`,
      `countIf(${isTouch}) as touch_count`,
    ]),
    `from (\n${folded}\n)`,
    "group by id",
  ].join("\n");
}
