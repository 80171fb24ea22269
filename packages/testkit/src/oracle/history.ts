/**
 * The brute-force oracle: what reports must say, by plain loops over a history. It shares no code with the product.
 * Amounts are whole cents, times are epoch milliseconds.
 */

export interface OracleVariable {
  readonly allocation: "mostRecent" | "original" | "linear";
  readonly expiration:
    | { readonly kind: "hit" | "visit" | "never" }
    | { readonly kind: "days"; readonly days: number }
    | { readonly kind: "event"; readonly event: string };
}

export interface OracleSettings {
  readonly variables: Readonly<Record<string, OracleVariable>>;
  readonly windowMs: number;
  readonly lateLinking: boolean;
  /** What one unit of another currency than the suite's is worth on a day; the suite's own has no name. */
  readonly rateOf?: (on: { currency: string; atMs: number }) => number;
}

export interface OracleProduct {
  readonly name: string;
  readonly units: number;
  readonly revenueCents: number;
}

export interface OracleHit {
  readonly kind: "hit";
  /** A person, or the device itself where nobody was named. */
  readonly visitor: string;
  /** On which it happened, when it says so. */
  readonly device?: string;
  readonly atMs: number;
  readonly receivedMs: number;
  /** As sent: eVars, props and page. */
  readonly dims: Readonly<Record<string, string>>;
  readonly isPageView: boolean;
  readonly isPurchase: boolean;
  readonly purchaseId: string | null;
  readonly events: Readonly<Record<string, number>>;
  readonly products: readonly OracleProduct[];
  readonly transactionIds: readonly string[];
  /** Of its products' money. */
  readonly currency?: string;
}

/** A call that gives something back: a hit like others, and what it asks for. */
export interface OracleRefund {
  readonly kind: "refund";
  readonly visitor: string;
  readonly atMs: number;
  readonly receivedMs: number;
  readonly dims: Readonly<Record<string, string>>;
  readonly transactionId: string;
  readonly ask: OracleAsk;
}

/** Null is unsaid. Without products and units it is all that is left of the order, or as much money of it as is said. */
export interface OracleAsk {
  readonly products: readonly { readonly name: string; readonly units: number | null; readonly revenueCents: number | null }[];
  readonly units: number | null;
  readonly revenueCents: number | null;
  /** Of its money; '' is the suite's own. */
  readonly currency: string;
}

export interface OracleRow {
  readonly line: number;
  readonly atMs: number;
  readonly transactionId: string | null;
  readonly visitorId: string | null;
  readonly dims: Readonly<Record<string, string>>;
  readonly product: string | null;
  readonly orders: number;
  readonly units: number;
  readonly revenueCents: number;
  readonly events: Readonly<Record<string, number>>;
  /** Of a file of refunds: what it gives back. Its own amounts say nothing then. */
  readonly ask?: OracleAsk;
}

export interface OracleUpload {
  readonly kind: "upload";
  readonly id: number;
  readonly receivedMs: number;
  readonly rows: readonly OracleRow[];
}

export interface OracleUndo {
  readonly kind: "undo";
  readonly id: number;
}

/** The rows of some uploads that stand from one time to before another are taken back. */
export interface OracleTakeBack {
  readonly kind: "takeBack";
  readonly uploads: readonly number[];
  readonly fromMs: number;
  readonly toMs: number;
}

/** The rates of all days come; before, there was none. Without this event they were there from the beginning. */
export interface OracleRates {
  readonly kind: "rates";
}

/** What happened, in the order of arrival. */
export type OracleEvent = OracleHit | OracleRefund | OracleUpload | OracleUndo | OracleTakeBack | OracleRates;

/** One row that reports count. */
export interface Counted {
  readonly visitor: string | null;
  readonly visit: string | null;
  readonly atMs: number;
  /** Order among equal times. */
  readonly position: number;
  readonly isOnline: boolean;
  /** 0 of what a call gives back: its hit is the occurrence. */
  readonly occurrences: 0 | 1;
  readonly isPageView: boolean;
  readonly dims: Readonly<Record<string, string>>;
  readonly post: Readonly<Record<string, readonly string[]>>;
  readonly orders: number;
  readonly units: number;
  readonly revenueCents: number;
  readonly events: Readonly<Record<string, number>>;
  readonly products: readonly OracleProduct[];
  readonly fate: "hit" | "transaction" | "customer" | "unlinked" | "summary";
  readonly upload: number | null;
}
