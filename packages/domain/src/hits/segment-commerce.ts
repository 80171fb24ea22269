import type { Commerce } from "./commerce.ts";
import { addDecimals, multiplyDecimals, ONE, parseDecimal, type Decimal4 } from "./decimal.ts";
import type { ListedEvent } from "./events.ts";
import { isObject, scalarText, valueAt, type JsonObject } from "./json.ts";
import { NO_EVENTS, type ListedProduct } from "./products.ts";
import type { Source, SuiteRules } from "./suite-rules.ts";
import { cut, MAX_BYTES } from "./text.ts";

/** What a message sells, in the terms of the image request. */
export interface SegmentCommerce {
  readonly events: readonly ListedEvent[];
  readonly products: readonly ListedProduct[];
  readonly purchaseId: string;
  readonly transactionIds: readonly string[];
  readonly revenue: Decimal4 | null;
  /** Set for an order that is taken back. */
  readonly refund?: Commerce;
}

/**
 * The default mapping of the e-commerce events (SG1 to SG3) and the suite's own events.
 * null when the message has neither.
 */
export function segmentCommerce({ message, event, rules }: { message: JsonObject; event: string; rules: SuiteRules }): SegmentCommerce | null {
  const mapping = EVENTS.get(event.toLowerCase());
  const events = rules.eventSources.length === 0 ? [] : ownEvents(message, rules);
  if (mapping === undefined) return events.length === 0 ? null : { events, products: [], purchaseId: "", transactionIds: [], revenue: null };
  const properties = isObject(message["properties"]) ? message["properties"] : {};
  const products = mapping.products === "list" ? listedProducts(properties, rules) : [productOf(properties, rules)];
  if (mapping.name === "refund") return refundOf({ properties, products, events });
  const isOrder = mapping.name === "purchase";
  return {
    events: [{ name: mapping.name, value: null, serial: "" }, ...events],
    products,
    // The 20 bytes of `purchaseID` are the image request's own limit.
    purchaseId: isOrder ? cut(orderId(properties), MAX_BYTES.transactionIds) : "",
    transactionIds: isOrder ? transactionIds(properties) : [],
    revenue: isOrder ? (amountAt(properties, "revenue") ?? amountAt(properties, "total")) : null,
  };
}

/** The documented e-commerce events that count something; every other event is a plain hit. */
const EVENTS: ReadonlyMap<string, { readonly name: string; readonly products: "list" | "one" }> = new Map([
  ["order completed", { name: "purchase", products: "list" }],
  ["order refunded", { name: "refund", products: "list" }],
  ["product viewed", { name: "prodView", products: "one" }],
  ["product added", { name: "scAdd", products: "one" }],
  ["product removed", { name: "scRemove", products: "one" }],
  ["cart viewed", { name: "scView", products: "list" }],
  ["checkout started", { name: "scCheckout", products: "list" }],
]);

/** An order id is one transaction id: it is not taken apart at commas, which the id itself may not hold. */
function transactionIds(properties: JsonObject): readonly string[] {
  const id = cut(orderId(properties), MAX_BYTES.transactionIds).replaceAll(",", " ").trim();
  return id === "" ? [] : [id];
}

function orderId(properties: JsonObject): string {
  return scalarText(properties["order_id"]) || scalarText(properties["orderId"]);
}

/** The negative of what the message names: its products, its total; without products the whole order. */
function refundOf({
  properties,
  products,
  events,
}: {
  properties: JsonObject;
  products: readonly ListedProduct[];
  events: readonly ListedEvent[];
}): SegmentCommerce {
  const named = products.filter((product) => product.name !== "");
  let units = 0n;
  let lines = 0n;
  for (const product of products) {
    units = addDecimals(units, absolute(product.quantity ?? 0n));
    lines = addDecimals(lines, absolute(product.price ?? 0n));
  }
  const refund: Commerce = {
    events: events.map(({ name, value, serial }) => ({ metric: name, amount: value ?? ONE, serial })),
    products: named.map((product) => ({
      category: product.category,
      name: product.name,
      units: -absolute(product.quantity ?? 0n),
      revenue: -absolute(product.price ?? 0n),
      metrics: NO_EVENTS,
    })),
    orders: products.length === 0 ? -ONE : 0n,
    units: -units,
    revenue: -absolute(amountAt(properties, "revenue") ?? amountAt(properties, "total") ?? lines),
    isReturn: true,
    purchaseId: "",
  };
  return { events: [], products: [], purchaseId: "", transactionIds: transactionIds(properties), revenue: null, refund };
}

/** All of them: the size of a message is their limit. */
function listedProducts(properties: JsonObject, rules: SuiteRules): ListedProduct[] {
  const products = properties["products"];
  return Array.isArray(products) ? products.filter(isObject).map((product) => productOf(product, rules)) : [];
}

function productOf(product: JsonObject, rules: SuiteRules): ListedProduct {
  const quantity = amountAt(product, "quantity") ?? ONE;
  const price = amountAt(product, "price");
  const named = rules.productSource === null ? "" : scalarText(product[rules.productSource]);
  const filed = rules.categorySource === null ? "" : scalarText(product[rules.categorySource]);
  return {
    category: cut(filed || scalarText(product["category"]), MAX_BYTES.traffic),
    name: cut(named || scalarText(product["name"]) || scalarText(product["sku"]) || scalarText(product["product_id"]), MAX_BYTES.traffic),
    quantity,
    price: price === null ? null : multiplyDecimals(price, quantity),
    events: NO_EVENTS,
  };
}

/**
 * Events of the suite with `from`: a number counts its value, `true` or any other text counts one;
 * `event.Signed Up` counts each track call of that name.
 */
function ownEvents(message: JsonObject, rules: SuiteRules): ListedEvent[] {
  const events: ListedEvent[] = [];
  for (const source of rules.eventSources) {
    const value = ownEventValue(message, source);
    if (value !== undefined) events.push({ name: source.key, value, serial: "" });
  }
  return events;
}

function ownEventValue(message: JsonObject, source: Source): Decimal4 | null | undefined {
  if (source.path[0] === "event") return message["event"] === source.path.slice(1).join(".") ? null : undefined;
  const value = valueAt(message, source.path);
  const text = scalarText(value).trim();
  if (text === "" || value === false) return undefined;
  return parseDecimal(text);
}

function amountAt(properties: JsonObject, key: string): Decimal4 | null {
  const value = properties[key];
  return typeof value === "number" || typeof value === "string" ? parseDecimal(scalarText(value).trim()) : null;
}

function absolute(value: Decimal4): Decimal4 {
  return value < 0n ? -value : value;
}
