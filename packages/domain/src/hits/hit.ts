import type { HitFault } from "@rapport/contract/refusals";
import type { QuarantineReason } from "@rapport/contract/report-suites";
import type { Decimal } from "../values/decimal.ts";
import type { Unread } from "../values/unread.ts";

/** One whole accepted request, as in `raw_hits`. Times are epoch milliseconds. */
export interface RawRequest {
  /** `image`, or the Segment call: `track`, `batch`, ... */
  readonly door: string;
  readonly receivedAt: number;
  /** The hash of IP address and user agent; '' when there is none. */
  readonly client: string;
  /** JSON text. Segment: the body as it was sent; image request: `{ "query", "referer" }`. */
  readonly payload: string;
}

/** One hit of a request, before it is parsed. */
export interface RawHit {
  /** `image`, or the Segment call: `track`, `batch`, ... */
  readonly door: string;
  readonly receivedAt: number;
  readonly client: string;
  /** Segment: `{ message, sentAt, call, batch: { context } }`; image: `{ query, referer }`; undefined when the request could not be read. */
  readonly payload: unknown;
}

/** A success event of a hit (EV1). */
export interface HitEvent {
  /** The key in reports: `orders`, `carts`, `productviews`, ..., `event1`-`event1000`. */
  readonly metric: string;
  readonly amount: Decimal;
  /** An event with a serial counts once in the suite; '' when it always counts. */
  readonly serial: string;
}

export interface HitProduct {
  readonly category: string;
  readonly name: string;
  readonly units: Decimal;
  /** The price of the whole line, not of one unit. */
  readonly revenue: Decimal;
  /** The product's other ids: SKU, product id. Kept with the order, so that a refund finds its product (RT7). */
  readonly skus?: readonly string[];
  /** The product's own values of events, by metric; only for events without a value on the hit. */
  readonly metrics: Readonly<Record<string, Decimal>>;
}

/** What a hit refunds of an order (RT4). It counts in a row of its own when the order is known. */
export interface WaitingAmounts {
  /** The order's transaction id. */
  readonly key: string;
  /** A `RefundAsk` as text. */
  readonly amounts: string;
}

/** A parsed hit, whether a Segment call or an image request. */
export interface Hit {
  /** The visitor with its namespace: `vid:`, `aid:`, `mid:`, `fid:`, `anon:`, `ipua:` (V8). */
  readonly visitor: string;
  /** True for `vid:`, an id given by the retailer (`vid`, or a Segment `userId`). */
  readonly isKnown: boolean;
  /** The device beside a known id; '' when none was sent. IP address and user agent never count as a device. */
  readonly device: string;
  /** The kind of call that joins visitor and device. */
  readonly how: "hit" | "identify" | "alias";
  readonly at: number;
  /** True when the hit was sent with a time; otherwise `at` is its time of arrival (OA1). */
  readonly saysTime: boolean;
  readonly receivedAt: number;
  /** 2 for an image request with `ts`, else 1 (IR3). */
  readonly source: 1 | 2;
  readonly isPageView: boolean;
  /** The values that the hit itself sets, by key in reports; those of a list variable with `LIST_SEPARATOR` between them. Never an empty value. */
  readonly dims: Readonly<Record<string, string>>;
  /** List variables by key, with their values as a list. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly events: readonly HitEvent[];
  readonly products: readonly HitProduct[];
  readonly orders: Decimal;
  readonly units: Decimal;
  readonly revenue: Decimal;
  /** The currency of the hit's amounts, ISO 4217; '' for the suite's own. */
  readonly currency: string;
  /** True when the hit takes back an earlier order, or a part of it. */
  readonly isReturn: boolean;
  /** The refund of the hit, which waits for its order. */
  readonly waits?: WaitingAmounts | undefined;
  /** A purchase with this id counts once in the suite; '' when every purchase counts. */
  readonly purchaseId: string;
  readonly transactionIds: readonly string[];
  /** A second message with this id is dropped; '' for an image request, which has none. */
  readonly messageId: string;
  /** Values of the hit that could not be read and were left out. */
  readonly unread: readonly Unread[];
}

/** A hit that cannot be used. It is kept with its reason. `why` names fields, never values. */
export interface Quarantined {
  readonly kind: "quarantine";
  readonly reason: QuarantineReason;
  readonly why: HitFault;
}

export type ParsedHit = { readonly kind: "keep"; readonly hit: Hit } | Quarantined;

export function quarantine(reason: QuarantineReason, why: HitFault): Quarantined {
  return { kind: "quarantine", reason, why };
}
