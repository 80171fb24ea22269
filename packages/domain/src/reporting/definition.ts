import type { Formula } from "../formulas/formula.ts";
import type { Attribution } from "../attribution/model.ts";
import type { DateRange } from "./date-range.ts";
import type { Dimension, Metric } from "./catalogue.ts";
import type { SearchClause } from "./search-clause.ts";
import type { SegmentContainer } from "../segments/segment.ts";

/** A ranked report that can be answered: every id is resolved, every filter is read. */
export interface ReportDefinition {
  readonly rsid: string;
  readonly timeZone: string;
  /** Null for totals only. */
  readonly dimension: Dimension | null;
  /** What is counted: columns of the answer, and parts of its formulas. */
  readonly columns: readonly ReportColumn[];
  /** The columns of the answer, in their order. */
  readonly answers: readonly ReportAnswer[];
  /** What rows show of each answer: its number, its place among all rows, or the sum of it and those before (CP6). */
  readonly shownAs: readonly ("number" | "rank" | "runningTotal")[];
  /** Which items of the dimension may show: by search, and by the choice about items without a value. */
  readonly shown: readonly ItemTest[];
  readonly order: readonly ReportOrder[];
  readonly limit: number;
  /** From 0. */
  readonly page: number;
  readonly statistics: { readonly max: boolean; readonly min: boolean; readonly ignoresZeroes: boolean };
  /** BCP 47, for the names of items of time. */
  readonly locale: string;
}

/** A column of the answer: a counted column, or a formula of several (CF2). Columns are named by their index. */
export type ReportAnswer =
  | { readonly kind: "counted"; readonly id: string; readonly index: number }
  | { readonly kind: "calculated"; readonly id: string; readonly formula: Formula<number> };

export interface ReportColumn {
  readonly id: string;
  readonly metric: Metric;
  readonly participation: Participation | null;
  /** Null for what was counted as it was stored. */
  readonly attribution: ColumnAttribution | null;
  /** For what is counted once a visit: the dimension whose first or last value of the visit has it (DM2); null for the visit's first or last hit, and for all else. */
  readonly visitOf: TextDimension | null;
  readonly range: DateRange;
  readonly filters: readonly ReportFilter[];
  /** The decimals to which the sum is rounded; null leaves it as stored. */
  readonly decimals: number | null;
}

/** A model, and the dimension whose values it gives the credit: the outermost of a breakdown, else the report's own (AT10). */
export interface ColumnAttribution extends Attribution {
  readonly credited: TextDimension;
}

/** A dimension whose items are texts. */
export type TextDimension = Exclude<Dimension, { kind: "time" }>;

/** Visit participation and visitor participation (M3). */
export type Participation = "sessions" | "visitors";

export type ReportFilter =
  | { readonly kind: "items"; readonly dimension: TextDimension; readonly test: ItemTest }
  /** Inside or outside any of these spans of time. */
  | { readonly kind: "time"; readonly ranges: readonly DateRange[]; readonly isInside: boolean }
  | { readonly kind: "segment"; readonly segment: SegmentContainer };

/** Item id `0` and the empty value are the item without a value. */
export type ItemTest =
  | { readonly kind: "ids"; readonly ids: readonly string[]; readonly isIn: boolean }
  | { readonly kind: "value"; readonly value: string }
  | { readonly kind: "hasValue" }
  | { readonly kind: "clause"; readonly clause: SearchClause };

export type ReportOrder =
  /** `index` and `from` are of the answer. */
  | { readonly by: "column"; readonly index: number; readonly isDescending: boolean }
  /** By how much a column changed from another (CP7). */
  | { readonly by: "difference" | "percent"; readonly index: number; readonly from: number; readonly isDescending: boolean }
  | { readonly by: "item"; readonly isDescending: boolean };

/** A report's name for the item without a value. */
export const UNSPECIFIED = "Unspecified";
