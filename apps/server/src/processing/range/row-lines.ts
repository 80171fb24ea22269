import {
  formatDecimal,
  type Claim,
  type Decimal,
  type Identity,
  type ProcessedHit,
  type Quarantined,
  type TransactionRecord,
  type Unread,
  type WaitingAmounts,
} from "@rapport/domain";
import type { ForeignDay } from "../../currency-rates/index.ts";
import type { RangeHit } from "./read-range.ts";

/** How many positions a range has. All of them come before those of a later range. */
const HITS_A_RANGE = 1_048_576;

export const HIT_COLUMNS = [
  "suite",
  "visitor_id",
  "at",
  "position",
  "source",
  "occurrences",
  "visit_number",
  "visit_start",
  "hit_number",
  "page_view",
  "dims",
  "post",
  "lists",
  "set_at",
  "orders",
  "units",
  "revenue",
  "is_return",
  "metrics",
  "products.category",
  "products.name",
  "products.units",
  "products.revenue",
  "products.metrics",
  "transaction_ids",
  "range",
] as const;

/**
 * A processed hit as a line of `hits_v1`. Built by hand: it runs for every hit. Times are milliseconds. What is 0 or empty is
 * left out and filled in by the engine: that saves a third of a line without a purchase.
 */
export function hitLine(
  row: ProcessedHit,
  { suite, range, index, occurrences = 1 }: { suite: string; range: number; index: number; occurrences?: 0 | 1 },
): string {
  return (
    `{"suite":${JSON.stringify(suite)},"visitor_id":${JSON.stringify(row.visitor)},"at":${row.at},"position":${positionOf(range, index)},"source":${row.source},"occurrences":${occurrences},` +
    `"visit_number":${row.visitNumber},"visit_start":${row.visitStart},"hit_number":${row.hitNumber},"page_view":${row.isPageView ? 1 : 0},` +
    `"dims":${JSON.stringify(row.dims)},"post":${JSON.stringify(row.post)}${filled("lists", row.lists)}${filled("set_at", row.setAt)}` +
    `${amount("orders", row.orders)}${amount("units", row.units)}${amount("revenue", row.revenue)}${row.isReturn ? ',"is_return":1' : ""}` +
    `${isFilled(row.metrics) ? `,"metrics":${amounts(row.metrics)}` : ""}${products(row)}` +
    `${row.transactionIds.length > 0 ? `,"transaction_ids":${JSON.stringify(row.transactionIds)}` : ""},"range":${range}}\n`
  );
}

function filled(column: string, values: Readonly<Record<string, unknown>>): string {
  return isFilled(values) ? `,"${column}":${JSON.stringify(values)}` : "";
}

function isFilled(values: Readonly<Record<string, unknown>>): boolean {
  for (const _ in values) return true;
  return false;
}

function amount(column: string, value: Decimal): string {
  return value === 0n ? "" : `,"${column}":"${formatDecimal(value)}"`;
}

export const FOREIGN_COLUMNS = ["suite", "day", "from_currency", "to_currency", "position", "revenue", "events", "row", "range"] as const;

/** Amounts in another currency, with the row that they become: a row of the hit with only these amounts. */
export function foreignLine(money: ProcessedHit, { suite, range, index, day, from, to }: { suite: string; range: number; index: number } & ForeignDay): string {
  return line({
    suite,
    day,
    from_currency: from,
    to_currency: to,
    position: positionOf(range, index),
    revenue: formatDecimal(money.revenue),
    events: Object.fromEntries(Object.entries(money.metrics).map(([event, amount]) => [event, formatDecimal(amount)])),
    row: hitLine(money, { suite, range, index, occurrences: 0 }),
    range,
  });
}

function positionOf(range: number, index: number): number {
  return range * HITS_A_RANGE + index;
}

export const TRANSACTION_COLUMNS = [
  "suite",
  "transaction_id",
  "recorded",
  "visitor_id",
  "hit_at",
  "received_at",
  "processed_at",
  "expires_at",
  "snapshot",
  "lists",
  "set_at",
  "product_category",
  "product_name",
  "order_known",
  "order_id",
  "currency",
  "rate_day",
  "orders",
  "units",
  "revenue",
  "lines.category",
  "lines.name",
  "lines.skus",
  "lines.units",
  "lines.revenue",
  "range",
] as const;

/** @param of.currency the currency of the order's amounts, and the day of their rate; null when it is the suite's */
export function transactionLine(
  record: TransactionRecord,
  { suite, range, processedAt, currency }: { suite: string; range: number; processedAt: number; currency: Pick<ForeignDay, "day" | "from"> | null },
): string {
  return line({
    suite,
    transaction_id: record.id,
    recorded: record.isRecorded ? 1 : 0,
    visitor_id: record.visitor,
    hit_at: record.hitAt,
    received_at: record.receivedAt,
    processed_at: processedAt,
    expires_at: record.expiresAt,
    snapshot: record.snapshot,
    lists: record.lists,
    set_at: record.setAt,
    product_category: record.productCategory,
    product_name: record.productName,
    ...orderCells(record),
    currency: currency?.from ?? "",
    rate_day: currency?.day ?? NO_DAY,
    range,
  });
}

/** The engine's first day. */
const NO_DAY = "1970-01-01";

function orderCells({ order, orderId }: TransactionRecord): Readonly<Record<string, unknown>> {
  const { lines: sold = [], orders = 0n, units = 0n, revenue = 0n } = order ?? {};
  return {
    order_known: order === null ? 0 : 1,
    order_id: orderId,
    orders: formatDecimal(orders),
    units: formatDecimal(units),
    revenue: formatDecimal(revenue),
    "lines.category": sold.map(({ category }) => category),
    "lines.name": sold.map(({ name }) => name),
    "lines.skus": sold.map(({ skus }) => skus),
    "lines.units": sold.map((product) => formatDecimal(product.units)),
    "lines.revenue": sold.map((product) => formatDecimal(product.revenue)),
  };
}

export const WAITING_COLUMNS = [
  "suite",
  "key",
  "visitor_id",
  "at",
  "position",
  "received_at",
  "asked_at",
  "currency",
  "day",
  "door",
  "amounts",
  "range",
] as const;

/** What a hit gives back of an order. Its position is the hit's. */
export function waitingLine(
  { key, amounts: waiting }: WaitingAmounts,
  {
    suite,
    range,
    index,
    hit,
    row,
    processedAt,
    currency,
    day,
  }: { suite: string; range: number; index: number; hit: RangeHit; row: ProcessedHit; processedAt: number; currency: string; day: string },
): string {
  return line({
    suite,
    key,
    visitor_id: row.visitor,
    at: row.at,
    position: positionOf(range, index),
    received_at: hit.receivedAt,
    asked_at: processedAt,
    currency,
    day,
    door: hit.door,
    amounts: waiting,
    range,
  });
}

export const CLAIM_COLUMNS = ["suite", "kind", "key", "received_at", "range"] as const;

export function claimLine({ kind, key }: Claim, { suite, range, receivedAt }: { suite: string; range: number; receivedAt: number }): string {
  return line({ suite, kind, key, received_at: receivedAt, range });
}

export const IDENTITY_COLUMNS = ["suite", "visitor_id", "device_id", "learned_at", "how", "range"] as const;

export function identityLine({ visitor, device, learnedAt, how }: Identity, { suite, range }: { suite: string; range: number }): string {
  return line({ suite, visitor_id: visitor, device_id: device, learned_at: learnedAt, how, range });
}

export const QUARANTINE_COLUMNS = ["suite", "received_at", "reason", "detail", "door", "payload", "range"] as const;

/** A hit that was parsed but could not be processed, named by its place in `raw_hits`. */
export function quarantineLine({ reason, why }: Quarantined, { suite, range, hit }: { suite: string; range: number; hit: RangeHit }): string {
  const payload = hit.payload ?? JSON.stringify({ writer: hit.writer, seq: hit.seq });
  return line({ suite, received_at: hit.receivedAt, reason, detail: JSON.stringify(why), door: hit.door, payload, range });
}

export const LATE_COLUMNS = ["suite", "received_at", "at", "reason", "door", "range"] as const;

/** A hit that came late (OA8). */
export function lateLine(
  { at, cameLate }: Pick<ProcessedHit, "at" | "cameLate">,
  { suite, range, hit }: { suite: string; range: number; hit: RangeHit },
): string {
  return line({ suite, received_at: hit.receivedAt, at, reason: cameLate, door: hit.door, range });
}

export const UNREAD_COLUMNS = ["suite", "received_at", "reason", "field", "value", "values", "door", "range"] as const;

export function unreadLine({ reason, field, value, count }: Unread, { suite, range, hit }: { suite: string; range: number; hit: RangeHit }): string {
  return line({ suite, received_at: hit.receivedAt, reason, field, value, values: count, door: hit.door, range });
}

export const PROFILE_COLUMNS = ["suite", "visitor_id", "range", "profile"] as const;

/** @param text the profile as the domain serializes it */
export function profileLine(text: string, { suite, visitor, range }: { suite: string; visitor: string; range: number }): string {
  return `{"suite":${JSON.stringify(suite)},"visitor_id":${JSON.stringify(visitor)},"range":${range},"profile":${JSON.stringify(text)}}\n`;
}

function line(row: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify(row)}\n`;
}

function products({ products: sold }: ProcessedHit): string {
  if (sold.length === 0) return "";
  const categories = JSON.stringify(sold.map(({ category }) => category));
  const names = JSON.stringify(sold.map(({ name }) => name));
  const units = sold.map((product) => `"${formatDecimal(product.units)}"`).join(",");
  const revenue = sold.map((product) => `"${formatDecimal(product.revenue)}"`).join(",");
  const metrics = sold.map((product) => amounts(product.metrics)).join(",");
  return `,"products.category":${categories},"products.name":${names},"products.units":[${units}],"products.revenue":[${revenue}],"products.metrics":[${metrics}]`;
}

/** Decimals as text, so that no digit is lost. Keys are names of metrics and need no escaping. */
function amounts(metrics: Readonly<Record<string, Decimal>>): string {
  let text = "";
  for (const metric in metrics) text += `${text === "" ? "" : ","}"${metric}":"${formatDecimal(metrics[metric] ?? 0n)}"`;
  return `{${text}}`;
}
