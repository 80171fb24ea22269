// Reference form: only tests run it. The product does the same in sets, in SQL, and tests demand the same answer of both.
import { isSetOnly } from "../datasources/header-names.ts";
import type { UnlinkedReason } from "@rapport/contract/data-sources";
import { DAY_MS } from "../calendar/zone.ts";
import type { Expiry } from "../hits/suite-rules.ts";
import { VISIT_LIMITS } from "../processing/visit.ts";
import type { KeptRow } from "./row.ts";

/** Values frozen with a transaction, or persisting for a visitor: one value for each key in `post`, several in `lists`. */
export interface Values {
  readonly post: Readonly<Record<string, string>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

/** The first recorded hit of a transaction id. Times are epoch milliseconds. */
export interface RecordedTransaction extends Values {
  readonly visitorId: string;
  readonly hitAt: number;
  readonly processedAt: number;
  readonly expiresAt: number;
  readonly productCategory: string;
  readonly productName: string;
}

/** A visitor's last online hit at or before a row's time. */
export interface LastHit extends Values {
  readonly at: number;
  readonly visitStart: number;
  /** When each value was set, for keys whose values end by age; empty when that is not known. */
  readonly setAt: Readonly<Record<string, readonly number[]>>;
  /** The metrics that the hit counted; each ends the values that end with it. */
  readonly counted: readonly string[];
}

/** What the stores know about the ids in a row. */
export interface Known {
  readonly transaction?: RecordedTransaction | undefined;
  /** True when the transaction id was seen only while storage was off. */
  readonly seenWhileOff?: boolean | undefined;
  /** Present when the suite knows the visitor; `lastHit` is absent before the visitor's first hit. */
  readonly visitor?: { readonly visitorId: string; readonly lastHit?: LastHit | undefined } | undefined;
}

/** The settings at the time of the upload. */
export interface Terms {
  readonly uploadedAt: number;
  readonly windowDays: number;
  /** What ends the value of a key. */
  readonly expiryOf: (key: string) => Expiry;
}

/** A data-source row as reports see it. */
export interface JoinedRow extends Values {
  readonly fate: "transaction" | "customer" | "unlinked" | "summary";
  readonly unlinkedReason: UnlinkedReason | "";
  /** '' when the row belongs to nobody. */
  readonly visitorId: string;
  /** 7 linked by transaction (A2), 5 every other row (A29). */
  readonly source: 5 | 7;
  /** The id that decided the fate. For a row with both ids that is linked by neither, this is its visitor id. */
  readonly key: string;
  readonly transactionIds: readonly string[];
  readonly isReturn: boolean;
  readonly product: { readonly category: string; readonly name: string } | null;
}

/**
 * A transaction links a row when its window was still open both when the row was uploaded and when the hit was
 * processed, and the hit is not later than the row's own window (X2, LL2). One rule for rows that
 * come after their hit and for rows that wait for it.
 */
export function links(transaction: Pick<RecordedTransaction, "hitAt" | "processedAt" | "expiresAt">, terms: Terms): boolean {
  const { expiresAt, processedAt, hitAt } = transaction;
  return expiresAt > terms.uploadedAt && expiresAt >= processedAt && hitAt <= terms.uploadedAt + terms.windowDays * DAY_MS;
}

/**
 * Joins one row (J1 to J9, V5, FA3). The row is filled, nothing else changes: not the hit,
 * not the visitor's profile, not another row. The transaction id is tried first, then the visitor id.
 */
export function joinRow(row: KeptRow, given: { known: Known; terms: Terms }): JoinedRow {
  const { known, terms } = given;
  const isReturn = (row.transactionId !== "" || row.visitorId !== "") && ["orders", "units", "revenue"].some((key) => row.metrics[key]?.startsWith("-"));
  const shared = { isReturn, transactionIds: row.transactionId === "" ? [] : [row.transactionId] };
  const { transaction, visitor } = known;

  if (row.transactionId !== "" && transaction !== undefined && links(transaction, terms)) {
    const product = { category: transaction.productCategory, name: transaction.productName };
    return {
      ...shared,
      fate: "transaction",
      unlinkedReason: "",
      visitorId: transaction.visitorId,
      source: 7,
      key: row.transactionId,
      product: productOf(row, product),
      ...filled(row, transaction),
    };
  }
  if (row.visitorId !== "" && visitor !== undefined) {
    return {
      ...shared,
      fate: "customer",
      unlinkedReason: "",
      visitorId: visitor.visitorId,
      source: 5,
      key: row.visitorId,
      product: productOf(row),
      ...filled(row, persistingAt(row.at, { lastHit: visitor.lastHit, terms })),
    };
  }
  const nobody = { ...shared, visitorId: "", source: 5, product: productOf(row), ...filled(row, NOTHING) } as const;
  if (row.transactionId === "" && row.visitorId === "") return { ...nobody, fate: "summary", unlinkedReason: "", key: "" };
  return { ...nobody, fate: "unlinked", unlinkedReason: reasonOf(row, known), key: row.visitorId === "" ? row.transactionId : row.visitorId };
}

function reasonOf(row: KeptRow, known: Known): UnlinkedReason {
  if (row.visitorId !== "") return "unknown_visitor";
  if (known.transaction !== undefined) return "expired";
  return known.seenWhileOff === true ? "seen_while_storage_off" : "unknown";
}

const NOTHING: Values = { post: {}, lists: {} };

/** The visitor's values that are alive at the row's own time (CR1); those that end with a visit only while the hit's visit is open (CR2). */
function persistingAt(at: number, by: { lastHit: LastHit | undefined; terms: Terms }): Values {
  const { lastHit, terms } = by;
  if (lastHit === undefined) return NOTHING;
  const alive = ([key, values]: readonly [string, readonly string[]]): [string, readonly string[]] => [
    key,
    values.filter((_, index) => isAlive({ at, lastHit, expiry: terms.expiryOf(key), setAt: lastHit.setAt[key]?.[index] })),
  ];
  const post = Object.entries(lastHit.post).flatMap(([key, value]) => alive([key, [value]])[1].map((left) => [key, left] as const));
  const lists = Object.entries(lastHit.lists)
    .map(alive)
    .filter(([, left]) => left.length > 0);
  return { post: Object.fromEntries(post), lists: Object.fromEntries(lists) };
}

function isAlive({ at, lastHit, expiry, setAt }: { at: number; lastHit: LastHit; expiry: Expiry; setAt: number | undefined }): boolean {
  switch (expiry.kind) {
    case "hit":
      return false;
    case "visit":
      return at - lastHit.at <= VISIT_LIMITS.restMs && at - lastHit.visitStart <= VISIT_LIMITS.lengthMs;
    case "never":
      return true;
    case "age":
      return setAt === undefined || at - setAt < expiry.ms;
    case "event":
      return !lastHit.counted.includes(expiry.metric);
  }
}

/** The row's own values win; a blank cell takes the frozen or persisting one (J1, A6). Zip belongs to the row alone. */
function filled(row: KeptRow, values: Values): Values {
  const own = Object.entries(row.dims).filter(([key]) => !isSetOnly(key));
  const set = new Set(own.map(([key]) => key));
  const lists = Object.entries(values.lists).filter(([key]) => !set.has(key));
  return { post: { ...values.post, ...Object.fromEntries(own) }, lists: Object.fromEntries(lists) };
}

/** Each blank cell takes its frozen value by itself (J1): a row may have its own product and the frozen category. */
function productOf(row: KeptRow, frozen: { category: string; name: string } = { category: "", name: "" }): JoinedRow["product"] {
  const name = row.product || frozen.name;
  const category = row.category || frozen.category;
  return name === "" && category === "" ? null : { category, name };
}
