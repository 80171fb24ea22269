/**
 * How credit for a conversion is shared among its touch points (AT5, AT6). `same`: the value set with the conversion itself.
 * `position`: weights of the first touch point, of all between and of the last. `decay`: a touch point one half life older has
 * half the weight. `algorithmic`: values share equally in what they brought together, which is the Shapley value (AT8).
 */
export type AttributionModel =
  | { readonly kind: "first" | "last" | "same" | "linear" | "algorithmic" }
  | { readonly kind: "position"; readonly weights: PositionWeights }
  | { readonly kind: "decay"; readonly halfLifeMs: number };

/** Whole numbers, not all zero; they count in proportion. */
export interface PositionWeights {
  readonly first: number;
  readonly middle: number;
  readonly last: number;
}

export const U_SHAPED: PositionWeights = { first: 40, middle: 20, last: 40 };
export const J_SHAPED: PositionWeights = { first: 20, middle: 20, last: 60 };
export const INVERSE_J_SHAPED: PositionWeights = { first: 60, middle: 20, last: 20 };

/** The model of a column and where it looks for touch points (AT7). */
export interface Attribution {
  /** As the request names it. */
  readonly func: string;
  readonly model: AttributionModel;
  readonly container: AttributionContainer;
  /** How long before a conversion a touch point still counts; null: from the start of the column's range. */
  readonly lookbackMs: number | null;
  /** The time at which a row that is joined to an order is credited: its own, or the order's. */
  readonly rowTime: "row" | "transaction";
}

export type AttributionContainer = "sessions" | "visitors";
