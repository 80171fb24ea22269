// Reference form: only tests run it. The product does the same in sets, in SQL, and tests demand the same answer of both.
import { unreachable } from "@rapport/contract";
import type { PatternPart } from "../reporting/search-clause.ts";
import type {
  NumberTest,
  SegmentCondition,
  SegmentContainer,
  SegmentMetric,
  SegmentSequence,
  SequencePart,
  SequenceStep,
  ValueCondition,
  ValueTest,
} from "../segments/segment.ts";

/**
 * A hit, a row of a file, or what a call gives back, as it stands: what was cancelled is not there, and money that was converted later is part of its
 * hit.
 */
export interface SegmentRow {
  /** The same for a call and for what it gives back. */
  readonly place: string;
  /** False for what a call gives back. */
  readonly isHit: boolean;
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
      return spansOf(some, condition, rows).length > 0;
    case "part":
      return some.some((row) => isBeside(row, condition, rows));
    default:
      return unreachable(condition);
  }
}

/** From the last hit of the time that ends first, or up to the first hit of the time that begins last. */
function isBeside(row: SegmentRow, { side, owner, sequence }: SequencePart, rows: readonly SegmentRow[]): boolean {
  if (row.visitor === "" || (owner === "visits" && row.visit === null)) return false;
  const own = ownerRows(row, owner, rows);
  const spans = spansOf(own, sequence, rows);
  if (spans.length === 0) return false;
  const spot = spotsOf(own)[own.indexOf(row)] ?? 0;
  return side === "after" ? spot >= Math.min(...spans.map(({ end }) => end)) : spot <= Math.max(...spans.map(({ begin }) => begin));
}

/** Numbers of hits, from and to. */
interface Span {
  readonly begin: number;
  readonly end: number;
}

/** The number of each row's hit; what a call gives back has that of the call. */
function spotsOf(some: readonly SegmentRow[]): number[] {
  const places = [...new Set(some.map(({ place }) => place))];
  return some.map(({ place }) => places.indexOf(place));
}

/** Every way through the steps is tried. */
function spansOf(some: readonly SegmentRow[], { steps, endsWithout }: SegmentSequence, rows: readonly SegmentRow[]): Span[] {
  const spots = spotsOf(some);
  const chosen = (container: SegmentContainer, isInside: (spot: number) => boolean): boolean =>
    some.some((row, index) => isInside(spots[index] ?? 0) && isIn(row, container, rows));
  const go = (index: number, first: Span | null, before: Span | null): Span[] => {
    const step = steps[index];
    if (step === undefined) {
      if (first === null || before === null) return [];
      const isSpoilt = endsWithout !== null && chosen(endsWithout, (spot) => spot > before.end);
      return isSpoilt ? [] : [{ begin: first.begin, end: before.end }];
    }
    return spansOfStep({ some, spots, step, rows }).flatMap((span) => {
      if (before !== null && (span.begin <= before.end || !isNear({ some, spots, step, before, span }))) return [];
      const from = before === null ? -1 : before.end;
      if (step.without !== null && chosen(step.without, (spot) => spot > from && spot < span.begin)) return [];
      return go(index + 1, first ?? span, span);
    });
  };
  return go(0, null, null);
}

interface StepOf {
  readonly some: readonly SegmentRow[];
  readonly spots: readonly number[];
  readonly step: SequenceStep;
}

/** All checkpoints in all ways: from the first hit that meets one to the last. */
function spansOfStep({ some, spots, step, rows }: StepOf & { rows: readonly SegmentRow[] }): Span[] {
  return step.checkpoints
    .map((container) => spansOfContainer({ some, spots, container, rows }))
    .reduce((all, each) => all.flatMap((one) => each.map((other) => ({ begin: Math.min(one.begin, other.begin), end: Math.max(one.end, other.end) }))));
}

function spansOfContainer({ some, spots, container, rows }: Omit<StepOf, "step"> & { container: SegmentContainer; rows: readonly SegmentRow[] }): Span[] {
  return some.flatMap((row, index) => {
    if (!isIn(row, container, rows)) return [];
    const spot = spots[index] ?? 0;
    if (container.context === "hits") return [{ begin: spot, end: spot }];
    const own = some.flatMap(({ visit }, other) => (visit === row.visit ? [spots[other] ?? 0] : []));
    return Math.min(...own) === spot ? [{ begin: spot, end: Math.max(...own) }] : [];
  });
}

function isNear({ some, spots, step, before, span }: StepOf & { before: Span; span: Span }): boolean {
  return step.limits.every(({ limit, unit, count }) => {
    const distance = measure({ some, spots }, unit, span.begin) - measure({ some, spots }, unit, before.end);
    return limit === "within" ? distance <= count : distance > count;
  });
}

function measure({ some, spots }: Omit<StepOf, "step">, unit: "ms" | "hits" | "visits", spot: number): number {
  if (unit === "ms") return some[spots.indexOf(spot)]?.at ?? 0;
  const until = some.filter((_, index) => (spots[index] ?? 0) <= spot);
  if (unit === "hits") return until.filter(({ isHit }) => isHit).length;
  return new Set(until.flatMap(({ visit }) => (visit === null ? [] : [visit]))).size;
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
      return /^-?\d{1,18}(?:\.\d{1,8})?$/.test(value) && fits(Number(value), test.test);
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
