import { NO_COMMERCE, type Commerce } from "./commerce.ts";
import type { WaitingAmounts } from "./hit.ts";
import { writeAsk, type RefundAsk, type RefundedProduct } from "../returns/refund.ts";
import { addDecimals, multiplyDecimals, ONE, type Decimal } from "../values/decimal.ts";
import { transactionId } from "../values/ids.ts";
import type { UnreadValues } from "../values/unread.ts";
import type { ListedEvent } from "./events.ts";
import { isObject, scalarText, valueAt, type JsonObject } from "./json.ts";
import { NO_EVENTS, type ListedProduct } from "./products.ts";
import type { Source, SuiteRules } from "./suite-rules.ts";
import { cut, MAX_BYTES } from "../values/text.ts";

/** What a message sells, in the form of an image request. */
export interface SegmentCommerce {
  readonly events: readonly ListedEvent[];
  readonly products: readonly ListedProduct[];
  readonly purchaseId: string;
  readonly transactionIds: readonly string[];
  readonly revenue: Decimal | null;
  /** Set for a refunded order: the amounts that count with the hit itself. */
  readonly refund?: Commerce;
  /** What is given back, when the message names the order. */
  readonly waits?: WaitingAmounts;
}

/**
 * The default mapping of the e-commerce events (SG1 to SG3) and the suite's own events.
 * null when the message has neither.
 */
export function segmentCommerce({ message, event, ...by }: Reading & { message: JsonObject; event: string }): SegmentCommerce | null {
  const { rules, unread } = by;
  const mapping = EVENTS.get(event.toLowerCase());
  const events = rules.eventSources.length === 0 ? [] : ownEvents(message, by);
  if (mapping === undefined) return events.length === 0 ? null : { events, products: [], purchaseId: "", transactionIds: [], revenue: null };
  const properties = isObject(message["properties"]) ? message["properties"] : {};
  const products = mapping.products === "list" ? listedProducts(properties, by) : [productOf(properties, { ...by, place: "properties" })];
  if (mapping.name === "refund") return refundOf({ properties, products, events, rules, unread });
  const isOrder = mapping.name === "purchase";
  return {
    events: [{ name: mapping.name, value: null, serial: "" }, ...events],
    products,
    purchaseId: isOrder ? cut(orderId(properties), rules.purchaseIdBytes) : "",
    transactionIds: isOrder ? transactionIds(properties, unread) : [],
    revenue: isOrder ? totalOf(properties, unread) : null,
  };
}

/** The documented e-commerce events that count something. Every other event is a plain hit. */
const EVENTS: ReadonlyMap<string, { readonly name: string; readonly products: "list" | "one" }> = new Map([
  ["order completed", { name: "purchase", products: "list" }],
  ["order refunded", { name: "refund", products: "list" }],
  ["product viewed", { name: "prodView", products: "one" }],
  ["product added", { name: "scAdd", products: "one" }],
  ["product removed", { name: "scRemove", products: "one" }],
  ["cart viewed", { name: "scView", products: "list" }],
  ["checkout started", { name: "scCheckout", products: "list" }],
]);

/** The rules for reading messages, and the place to tell what cannot be read. */
interface Reading {
  readonly rules: SuiteRules;
  readonly unread: UnreadValues;
}

/** An order id is one transaction id. It is not split at commas, which an id may not hold. */
function transactionIds(properties: JsonObject, unread: UnreadValues): readonly string[] {
  return transactionId(orderId(properties).replaceAll(",", " "), { field: "properties.order_id", unread });
}

/** The order's own total. */
function totalOf(properties: JsonObject, unread: UnreadValues): Decimal | null {
  const by = { unread, place: "properties" };
  return amountAt(properties, "revenue", by) ?? amountAt(properties, "total", by);
}

function orderId(properties: JsonObject): string {
  return scalarText(properties["order_id"]) || scalarText(properties["orderId"]);
}

/**
 * What the message gives back: its products and total, or the whole order when it has no products (SG2). It waits for the order that it
 * names (RT4). Without an order id it counts the negative of what it says, at once.
 */
function refundOf({ properties, products, events, rules, unread }: RefundSent): SegmentCommerce {
  const total = totalOf(properties, unread);
  const counts = events.map(({ name, value, serial }) => ({ metric: name, amount: value ?? ONE, serial }));
  const sent = { events: [], products: [], purchaseId: "", revenue: null };
  const [order] = transactionIds(properties, unread);
  const said = withoutOrder({ products, total, events: counts });
  if (order === undefined) return { ...sent, transactionIds: [], refund: said };
  const named = products.filter(({ name }) => name !== "");
  const isWhollyNamed = named.length === products.length;
  const ask: RefundAsk = {
    products: named.map(refundedProduct),
    orders: null,
    // Products without a name or a SKU cannot be found among the order's lines; only their sum is known.
    units: isWhollyNamed ? null : -said.units,
    revenue: isWhollyNamed && total === null ? null : -said.revenue,
    metrics: {},
    windowMs: rules.windowMs,
    lateLinking: rules.lateLinking,
  };
  const waits = { key: order, amounts: writeAsk(ask) };
  return { ...sent, transactionIds: [order], refund: { ...NO_COMMERCE, events: counts }, waits };
}

interface RefundSent extends Reading {
  readonly properties: JsonObject;
  readonly products: readonly ListedProduct[];
  readonly events: readonly ListedEvent[];
}

function refundedProduct({ category, name, skus = [], quantity, price, isNamed }: ListedProduct): RefundedProduct {
  return {
    category,
    name: isNamed === false ? "" : name,
    skus,
    units: quantity === null ? null : absolute(quantity),
    revenue: price === null ? null : absolute(price),
  };
}

function withoutOrder({ products, total, events }: { products: readonly ListedProduct[]; total: Decimal | null; events: Commerce["events"] }): Commerce {
  const named = products.filter((product) => product.name !== "");
  let units = 0n;
  let lines = 0n;
  for (const product of products) {
    units = addDecimals(units, absolute(product.quantity ?? 0n));
    lines = addDecimals(lines, absolute(product.price ?? 0n));
  }
  return {
    events,
    products: named.map((product) => ({
      category: product.category,
      name: product.name,
      units: -absolute(product.quantity ?? 0n),
      revenue: -absolute(product.price ?? 0n),
      metrics: NO_EVENTS,
    })),
    orders: products.length === 0 ? -ONE : 0n,
    units: -units,
    revenue: -absolute(total ?? lines),
    isReturn: true,
    purchaseId: "",
  };
}

/** All of them; only the size of a message limits their number. */
function listedProducts(properties: JsonObject, by: Reading): ListedProduct[] {
  const products = properties["products"];
  return Array.isArray(products) ? products.filter(isObject).map((product) => productOf(product, { ...by, place: "properties.products" })) : [];
}

function productOf(product: JsonObject, { rules, ...by }: Reading & { place: string }): ListedProduct {
  const sent = amountAt(product, "quantity", by);
  // A missing quantity is one. A quantity that cannot be read is left out, and none is assumed.
  const quantity = sent ?? (isSent(product["quantity"]) ? null : ONE);
  const price = amountAt(product, "price", by);
  const filed = rules.categorySource === null ? "" : scalarText(product[rules.categorySource]);
  const name = (rules.productSource === null ? "" : scalarText(product[rules.productSource])) || scalarText(product["name"]);
  const [sku, productId] = [scalarText(product["sku"]), scalarText(product["product_id"])];
  const skus = [...new Set([sku, productId].map((one) => cut(one, MAX_BYTES.traffic)))].filter(Boolean);
  return {
    category: cut(filed || scalarText(product["category"]), MAX_BYTES.traffic),
    name: cut(name || sku || productId, MAX_BYTES.traffic),
    ...(skus.length > 0 && { skus, isNamed: name !== "" }),
    quantity,
    price: price === null || quantity === null ? null : multiplyDecimals(price, quantity),
    events: NO_EVENTS,
  };
}

/**
 * The suite's events with `from`: a number counts its value, `true` or any other text counts one.
 * `event.Signed Up` counts each track call with that name.
 */
function ownEvents(message: JsonObject, { rules, unread }: Reading): ListedEvent[] {
  const events: ListedEvent[] = [];
  for (const source of rules.eventSources) {
    const value = ownEventValue(message, { source, rules, unread });
    if (value !== undefined) events.push({ name: source.key, value, serial: "" });
  }
  return events;
}

function ownEventValue(message: JsonObject, { source, rules, unread }: Reading & { source: Source }): Decimal | null | undefined {
  if (source.path[0] === "event") return message["event"] === source.path.slice(1).join(".") ? null : undefined;
  const value = valueAt(message, source.path);
  const text = scalarText(value).trim();
  if (text === "" || value === false) return undefined;
  // Text without a figure means that the event happened; an amount of money needs a figure.
  if (typeof value === "boolean" || (!/[0-9]/.test(text) && !rules.currencyEvents.has(source.key))) return null;
  return unread.amount(text, source.path.join(".")) ?? undefined;
}

function amountAt(object: JsonObject, key: string, { unread, place }: { unread: UnreadValues; place: string }): Decimal | null {
  const value = object[key];
  if (!isSent(value)) return null;
  const text = typeof value === "string" || (typeof value === "number" && Number.isFinite(value)) ? String(value) : undefined;
  const field = `${place}.${key}`;
  if (text !== undefined) return unread.amount(text, field);
  unread.tell({ reason: "amount.unreadable", field, value: typeof value === "number" ? String(value) : JSON.stringify(value) });
  return null;
}

function isSent(value: unknown): boolean {
  return value !== undefined && value !== null && !(typeof value === "string" && value.trim() === "");
}

function absolute(value: Decimal): Decimal {
  return value < 0n ? -value : value;
}
