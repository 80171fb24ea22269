import type { Hit } from "../hits/hit.ts";
import type { SuiteRules } from "../hits/suite-rules.ts";
import type { Claims } from "./claims.ts";
import type { RecordedOrder } from "../returns/recorded-order.ts";
import type { Persisted } from "./persistence.ts";

/**
 * The first hit of a transaction id and the visitor's state frozen with it (SN1 to SN6, SN10): the 16 dimensions after
 * persistence, no metrics, props or pages. With `isRecorded` false only that the id was seen while storage was off.
 */
export interface TransactionRecord {
  readonly id: string;
  readonly isRecorded: boolean;
  readonly visitor: string;
  readonly hitAt: number;
  readonly receivedAt: number;
  /** The time of the hit, and the window at that time. */
  readonly expiresAt: number;
  readonly snapshot: Readonly<Record<string, string>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** When each value was set. */
  readonly setAt: Readonly<Record<string, number>>;
  /** The first product of the hit; '' without. */
  readonly productCategory: string;
  readonly productName: string;
  /** What the hit counted (RT3); null when that is not known. All ids of a hit share one order. */
  readonly order: RecordedOrder | null;
  readonly orderId: string;
}

export function snapshotsOf({
  hit,
  persisted,
  rules,
  claims,
  order,
}: {
  hit: Hit;
  persisted: Persisted;
  rules: SuiteRules;
  claims: Claims;
  order: RecordedOrder | null;
}): readonly TransactionRecord[] {
  // A refund names an order but is not one: the id stays the order's (RT3).
  if (hit.transactionIds.length === 0 || hit.isReturn || hit.waits !== undefined) return NONE;
  const records: TransactionRecord[] = [];
  for (const id of hit.transactionIds) {
    const known = claims.transaction(id);
    if (rules.transactionIdStorage) {
      if (known !== "recorded") records.push({ id, isRecorded: true, ...frozen({ hit, persisted, rules }), order, orderId: records[0]?.orderId ?? id });
    } else if (known === undefined) {
      records.push({ id, isRecorded: false, ...unseen(hit), order: null, orderId: "" });
    }
  }
  return records;
}

const NONE: readonly TransactionRecord[] = [];

type Frozen = Omit<TransactionRecord, "id" | "isRecorded" | "order" | "orderId">;

function frozen({ hit, persisted, rules }: { hit: Hit; persisted: Persisted; rules: SuiteRules }): Frozen {
  const setAt: Record<string, number> = {};
  for (const key of [...Object.keys(persisted.post), ...Object.keys(persisted.lists)]) {
    const held = persisted.values[key];
    if (held !== undefined) setAt[key] = held[1];
  }
  const product = hit.products[0];
  return {
    visitor: hit.visitor,
    hitAt: hit.at,
    receivedAt: hit.receivedAt,
    expiresAt: hit.at + rules.windowMs,
    snapshot: persisted.post,
    lists: persisted.lists,
    setAt,
    productCategory: product?.category ?? "",
    productName: product?.name ?? "",
  };
}

function unseen(hit: Hit): Frozen {
  return {
    visitor: "",
    hitAt: hit.at,
    receivedAt: hit.receivedAt,
    expiresAt: hit.at,
    snapshot: {},
    lists: {},
    setAt: {},
    productCategory: "",
    productName: "",
  };
}
