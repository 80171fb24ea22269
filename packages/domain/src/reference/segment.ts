// Reference form: only tests run it. The product does the same in sets, in SQL, and tests demand the same answer of both.
import { unreachable } from "@rapport/contract";
import type { PatternPart } from "../reporting/search-clause.ts";
import type {
  NumberTest,
  SegmentCondition,
  SegmentContainer,
  SegmentMetric,
  SegmentSequence,
  SequenceStep,
  ValueCondition,
  ValueTest,
} from "../segments/segment.ts";

/** A hit or a row of a file, as it stands: what was cancelled is not there. */
export interface SegmentRow {
  /** Epoch milliseconds. */
  readonly at: number;
  /** '' belongs to nobody. */
  readonly visitor: string;
  /** Of the visitor; null for a row of a file. */
  readonly visit: number | null;
  /** What reports show of a dimension; [''] for no value. */
  readonly values: (condition: ValueCondition) => readonly string[];
  readonly amount: (metric: SegmentMetric) => number;
}

/** The rows that a segment chooses (SE2), of rows in order. */
export function rowsInSegment<R extends SegmentRow>(rows: readonly R[], segment: SegmentContainer): R[] {
  return rows.filter((row) => isIn(row, segment, rows));
}

function isIn(row: SegmentRow, { context, condition }: SegmentContainer, rows: readonly SegmentRow[]): boolean {
  if (context === "hits") return holdsOf([row], condition, rows);
  if (row.visitor === "" || (context === "visits" && row.visit === null)) return false;
  return holdsOf(ownerRows(row, context, rows), condition, rows);
}

function ownerRows(row: SegmentRow, context: "visits" | "visitors", rows: readonly SegmentRow[]): SegmentRow[] {
  return rows.filter((other) => other.visitor === row.visitor && (context === "visitors" || other.visit === row.visit));
}

/** Of some rows at once: one, those of a visit, those of a visitor. */
function holdsOf(some: readonly SegmentRow[], condition: SegmentCondition, rows: readonly SegmentRow[]): boolean {
  switch (condition.kind) {
    case "all":
      return condition.of.every((each) => holdsOf(some, each, rows));
    case "any":
      return condition.of.some((each) => holdsOf(some, each, rows));
    case "not":
      return !holdsOf(some, condition.of, rows);
    case "container":
      return some.some((row) => isIn(row, condition, rows));
    case "value":
      return some.some((row) => row.values(condition).some((value) => passes(value, condition.test, condition)) !== condition.isNegated);
    case "happened":
      return some.some((row) => row.amount(condition.metric) !== 0);
    case "total": {
      const { metric, test } = condition;
      return fits(
        some.reduce((sum, row) => sum + row.amount(metric), 0),
        test,
      );
    }
    case "sequence":
      return follows(some, condition, rows);
    default:
      return unreachable(condition);
  }
}

interface Done {
  readonly begin: number;
  readonly end: number;
}

/** Every way through the steps is tried. */
function follows(some: readonly SegmentRow[], { steps, endsWithout }: SegmentSequence, rows: readonly SegmentRow[]): boolean {
  const chosen = (container: SegmentContainer, from: number, to: number): boolean =>
    some.slice(from, Math.max(from, to)).some((row) => isIn(row, container, rows));
  const go = (index: number, before: Done | null): boolean => {
    const step = steps[index];
    if (step === undefined) return before === null || endsWithout === null || !chosen(endsWithout, before.end + 1, some.length);
    return places(some, step, rows).some((place) => {
      if (before !== null && (place.begin <= before.end || !isNear(some, { step, before, place }))) return false;
      if (step.without !== null && chosen(step.without, before === null ? 0 : before.end + 1, place.begin)) return false;
      return go(index + 1, place);
    });
  };
  return go(0, null);
}

function places(some: readonly SegmentRow[], { container }: SequenceStep, rows: readonly SegmentRow[]): Done[] {
  return some.flatMap((row, begin) => {
    if (!isIn(row, container, rows)) return [];
    if (container.context === "hits") return [{ begin, end: begin }];
    const isFirst = some.findIndex(({ visit }) => visit === row.visit) === begin;
    return isFirst ? [{ begin, end: some.findLastIndex(({ visit }) => visit === row.visit) }] : [];
  });
}

function isNear(some: readonly SegmentRow[], { step, before, place }: { step: SequenceStep; before: Done; place: Done }): boolean {
  return step.limits.every(({ limit, unit, count }) => {
    const distance = measure(some, unit, place.begin) - measure(some, unit, before.end);
    return limit === "within" ? distance <= count : distance > count;
  });
}

function measure(some: readonly SegmentRow[], unit: "ms" | "hits" | "visits", index: number): number {
  if (unit === "ms") return some[index]?.at ?? 0;
  if (unit === "hits") return index;
  return new Set(some.slice(0, index + 1).flatMap(({ visit }) => (visit === null ? [] : [visit]))).size;
}

function passes(value: string, test: ValueTest, { dimension }: ValueCondition): boolean {
  switch (test.kind) {
    case "exists":
      return value !== "";
    case "equals": {
      const key = (text: string): string => (dimension.kind === "persisted" && dimension.foldsCase ? text.toLowerCase() : text);
      return test.values.some((one) => key(one) === key(value));
    }
    case "like": {
      const each = test.patterns.map((pattern) => expression(pattern, test.place).test(value));
      return test.every ? each.every(Boolean) : each.some(Boolean);
    }
    case "order": {
      const [one, other] = [value.toLowerCase(), test.text.toLowerCase()];
      if (value === "") return false;
      return { lt: one < other, le: one <= other, gt: one > other, ge: one >= other }[test.operator];
    }
    case "number":
      return /^-?\d+(?:\.\d+)?$/.test(value) && fits(Number(value), test.test);
    default:
      return unreachable(test);
  }
}

function expression(pattern: readonly PatternPart[], place: "anywhere" | "start" | "end" | "whole"): RegExp {
  const text = pattern.map((part) => (part.kind === "any" ? "[^]*" : part.text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"))).join("");
  return new RegExp(`${place === "start" || place === "whole" ? "^" : ""}${text}${place === "end" || place === "whole" ? "$" : ""}`, "iu");
}

function fits(number: number, test: NumberTest): boolean {
  if (test.operator === "in") return test.numbers.some((one) => Number(one) === number) !== test.isNegated;
  const other = Number(test.number);
  return { lt: number < other, le: number <= other, gt: number > other, ge: number >= other }[test.operator];
}
