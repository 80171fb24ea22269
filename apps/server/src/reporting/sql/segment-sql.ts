import { unreachable } from "@rapport/contract";
import type { SegmentCondition, SegmentContainer, SegmentMetric, ValueCondition } from "@rapport/domain";
import { COUNTED, MOMENT, OCCURRENCES, PAGE_EVENTS, rowAmountSql } from "./amount-sql.ts";
import { OWNERS, ofWholeHitSql, ownedRowsSql, type Owner, type RowsPlace } from "./owned-rows-sql.ts";
import { joinedSql, numberSql, valueTestSql } from "./segment-test-sql.ts";
import { partOfSequenceSql, sequenceSql } from "./sequence-sql.ts";
import { instanceSql, keySql, valueSql } from "./value-sql.ts";
import { visitPagePassesSql } from "./visit-page-sql.ts";

/**
 * A condition on a row of `hits_v1`: whether a container has it (SE2). Only rows of the range decide, as everywhere in a report (SE3). Rows of files are in no visit, and summary rows belong to nobody
 * (A27, M6).
 */
export function containerSql({ context, condition }: SegmentContainer, place: RowsPlace): string {
  if (context === "hits") return rowSql(condition, place);
  const { key, members } = OWNERS[context];
  return `(${members} and ${key} in (${membersSql({ context, condition, place })}))`;
}

/** The visits or visitors that meet a condition. A negative cancels what it replaces, so counts above 0 are of what stands. */
function membersSql({ context, condition, place }: { context: Owner; condition: SegmentCondition; place: RowsPlace }): string {
  const { key } = OWNERS[context];
  return `select ${key} from hits_v1 where ${ownedRowsSql(context, place)} group by ${key} having ${wholeSql({ context, condition, place })}`;
}

/** On one row. */
function rowSql(condition: SegmentCondition, place: RowsPlace): string {
  switch (condition.kind) {
    case "all":
    case "any":
      return joinedSql(
        condition.kind,
        condition.of.map((each) => rowSql(each, place)),
      );
    case "not":
      return `not ${rowSql(condition.of, place)}`;
    case "container":
      return containerSql(condition, place);
    case "value":
      return valueConditionSql(condition, place);
    case "total": {
      const test = (amount: string): string => numberSql({ amount, test: condition.test, parameters: place.parameters });
      return ofWholeHitSql({ amount: amountSql(condition.metric), test, place });
    }
    case "happened":
      return ofWholeHitSql({ amount: amountSql(condition.metric), test: (amount) => `${amount} != 0`, place });
    case "part": {
      const { key, members } = OWNERS[condition.owner];
      return `(${members} and (${key}, ${MOMENT}) in (${partOfSequenceSql({ part: condition, place, containerSql })}))`;
    }
    case "sequence":
      throw new Error("a sequence stands in a container of visits or visitors");
    default:
      return unreachable(condition);
  }
}

/** On all rows of a visit or visitor at once. */
function wholeSql({ context, condition, place }: { context: Owner; condition: SegmentCondition; place: RowsPlace }): string {
  switch (condition.kind) {
    case "all":
    case "any":
      return joinedSql(
        condition.kind,
        condition.of.map((each) => wholeSql({ context, condition: each, place })),
      );
    case "not":
      return `not ${wholeSql({ context, condition: condition.of, place })}`;
    case "container":
    case "value":
    case "happened":
    case "part":
      return `(sumIf(${COUNTED}, ${rowSql(condition, place)}) > 0)`;
    case "total":
      return numberSql({ amount: `sum(${amountSql(condition.metric)})`, test: condition.test, parameters: place.parameters });
    case "sequence":
      return `${OWNERS[context].key} in (${sequenceSql({ context, sequence: condition, place, containerSql })})`;
    default:
      return unreachable(condition);
  }
}

/** A decimal of eight places, whatever the metric. */
function amountSql(metric: SegmentMetric): string {
  switch (metric.kind) {
    case "occurrences":
      return `toDecimal128(${OCCURRENCES}, 8)`;
    case "pageviews":
      return "toDecimal128(page_view, 8)";
    case "pageevents":
      return `toDecimal128(${PAGE_EVENTS}, 8)`;
    case "conversion":
      return rowAmountSql(metric);
  }
}

function valueConditionSql({ dimension, as, test, isNegated }: ValueCondition, place: RowsPlace): string {
  const value = as === "set" ? instanceSql(dimension) : valueSql(dimension);
  const passes = (x: string): string => valueTestSql({ test, x, key: (text) => keySql(dimension, text), parameters: place.parameters });
  if (dimension.kind === "visit") return `(${isNegated ? "not " : ""}${visitPagePassesSql({ dimension, test: passes, place })})`;
  const sql = value.kind === "one" ? passes(value.sql) : `arrayExists(x -> ${passes("x")}, ${value.sql})`;
  return isNegated ? `(not ${sql})` : `(${sql})`;
}
