import type { Dimension, Metric } from "../reporting/catalogue.ts";
import type { PatternPart } from "../reporting/search-clause.ts";

/** What a container chooses: hits and rows one by one, whole visits, or everything of a visitor (SE2). */
export const SEGMENT_CONTEXTS = ["hits", "visits", "visitors"] as const;
export type SegmentContext = (typeof SEGMENT_CONTEXTS)[number];

/** A segment that can be counted: every id is resolved, every limit is read (SE1). */
export interface SegmentContainer {
  readonly kind: "container";
  readonly context: SegmentContext;
  readonly condition: SegmentCondition;
}

export type SegmentCondition =
  | { readonly kind: "all" | "any"; readonly of: readonly SegmentCondition[] }
  | { readonly kind: "not"; readonly of: SegmentCondition }
  | SegmentContainer
  | ValueCondition
  /** The sum of a metric over the container; amounts are decimal texts. */
  | { readonly kind: "total"; readonly metric: SegmentMetric; readonly test: NumberTest }
  /** The metric counted something. */
  | { readonly kind: "happened"; readonly metric: SegmentMetric }
  | SegmentSequence
  | SequencePart;

/** A value of a dimension on one hit or row; several values of a list or of products are tested one by one. */
export interface ValueCondition {
  readonly kind: "value";
  readonly dimension: SegmentDimension;
  /** The value that reports show, or only one that was set on the hit itself (SE6). */
  readonly as: "shown" | "set";
  readonly test: ValueTest;
  /** True when no value of the hit may pass. */
  readonly isNegated: boolean;
}

export type SegmentDimension = Exclude<Dimension, { kind: "time" }>;
export type SegmentMetric = { readonly kind: "occurrences" | "pageviews" | "pageevents"; readonly id: string } | Extract<Metric, { kind: "conversion" }>;

export type ValueTest =
  | { readonly kind: "exists" }
  /** Any of these items; '' is the item without a value. */
  | { readonly kind: "equals"; readonly values: readonly string[] }
  /** In any case of letters. `every`: all patterns, else any. */
  | {
      readonly kind: "like";
      readonly place: "anywhere" | "start" | "end" | "whole";
      readonly patterns: readonly (readonly PatternPart[])[];
      readonly every: boolean;
    }
  /** In the order of code points, in any case of letters. A hit without value never passes. */
  | { readonly kind: "order"; readonly operator: OrderOperator; readonly text: string }
  /** The value read as a number; what is none never passes. */
  | { readonly kind: "number"; readonly test: NumberTest };

export type OrderOperator = "lt" | "le" | "gt" | "ge";
/** `in`: equal to any of them. Decimal texts of at most 8 places. */
export type NumberTest =
  | { readonly operator: OrderOperator; readonly number: string }
  | { readonly operator: "in"; readonly numbers: readonly string[]; readonly isNegated: boolean };

/** Steps that follow one another, inside one visit or over a visitor's visits (SE8). */
export interface SegmentSequence {
  readonly kind: "sequence";
  readonly steps: readonly [SequenceStep, ...SequenceStep[]];
  /** What may not come after the last step. */
  readonly endsWithout: SegmentContainer | null;
}

/**
 * The rows beside a sequence (SE12). `after`: from the last hit of the first time that it happened. `before`: up to the first hit of the last time.
 * The steps at that edge are hits, and nothing is excluded before the first step or after the last.
 */
export interface SequencePart {
  readonly kind: "part";
  readonly side: "after" | "before";
  /** Inside which the steps follow one another. */
  readonly owner: "visits" | "visitors";
  readonly sequence: SegmentSequence;
}

export interface SequenceStep {
  /** All are met, in any order, after the step before and before the next one (SE11). Several are hits, and have no limits and exclusions beside them. */
  readonly checkpoints: readonly [SegmentContainer, ...SegmentContainer[]];
  /** How far from the step before. */
  readonly limits: readonly SequenceLimit[];
  /** What may not come between the step before and this one; before the first step, at any time. */
  readonly without: SegmentContainer | null;
}

/** `within`: at most this far. `after`: further than this. Time in milliseconds, else hits or visits. */
export interface SequenceLimit {
  readonly limit: "within" | "after";
  readonly unit: "ms" | "hits" | "visits";
  readonly count: number;
}
