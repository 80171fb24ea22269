import { addDecimals, ONE, type Decimal } from "../values/decimal.ts";
import { metricOfEvent, type ListedEvent } from "./events.ts";
import type { Hit, HitEvent, HitProduct } from "./hit.ts";
import { NO_EVENTS, type ListedProduct } from "./products.ts";
import type { SuiteRules } from "./suite-rules.ts";

export type Commerce = Pick<Hit, "events" | "products" | "orders" | "units" | "revenue" | "isReturn" | "purchaseId">;

export const NO_COMMERCE: Commerce = { events: [], products: [], orders: 0n, units: 0n, revenue: 0n, isReturn: false, purchaseId: "" };

/**
 * What the events and products of a hit count (EV2). A value in `events` wins over values in products, and those win over
 * the event's own 1. A currency event without a value counts nothing. Prices and quantities count only with a purchase.
 */
export function commerceOf(sent: {
  readonly rules: SuiteRules;
  readonly events: readonly ListedEvent[];
  readonly products: readonly ListedProduct[];
  readonly purchaseId: string;
  /** The order's own total; without it the lines are summed. */
  readonly revenue?: Decimal | null;
}): Commerce {
  if (sent.events.length === 0 && sent.products.length === 0) return NO_COMMERCE;
  const purchase = sent.events.find((event) => event.name === "purchase");
  const events: HitEvent[] = [];
  const fromProducts = new Set<string>();
  for (const event of sent.events) {
    const metric = metricOfEvent(event.name);
    if (metric === undefined || metric === "orders") continue;
    const ofProducts = event.value === null ? sumOfProducts(sent.products, event.name) : null;
    if (ofProducts !== null) fromProducts.add(event.name);
    events.push({ metric, amount: amountOf({ event, ofProducts, rules: sent.rules }), serial: event.serial });
  }
  const products = sent.products
    .filter((product) => product.name !== "")
    .map((product) => productOf({ product, isPurchase: purchase !== undefined, fromProducts }));
  if (purchase === undefined) return { events, products, orders: 0n, units: 0n, revenue: 0n, isReturn: false, purchaseId: "" };
  let units = 0n;
  let revenue = 0n;
  for (const product of sent.products) {
    units = addDecimals(units, unitsOf(product));
    revenue = addDecimals(revenue, product.price ?? 0n);
  }
  return {
    events,
    products,
    orders: ONE,
    units,
    revenue: sent.revenue ?? revenue,
    isReturn: false,
    purchaseId: sent.purchaseId === "" ? purchase.serial : sent.purchaseId,
  };
}

/** True when an amount of money of the hit or of one of its products may count, so that the currency matters. */
export function hasMoney({ revenue, events, products }: Pick<Commerce, "revenue" | "events" | "products">, rules: MoneyRules): boolean {
  return (
    revenue !== 0n ||
    events.some(({ metric, amount }) => amount !== 0n && rules.currencyEvents.has(metric)) ||
    products.some((product) => carriesMoney(product, rules))
  );
}

type MoneyRules = Pick<SuiteRules, "currencyEvents">;

/** The same for amounts by metric: those of one product, or of a processed hit without its products. */
export function carriesMoney({ revenue, metrics }: Pick<HitProduct, "revenue" | "metrics">, { currencyEvents }: MoneyRules): boolean {
  return revenue !== 0n || Object.entries(metrics).some(([metric, amount]) => amount !== 0n && currencyEvents.has(metric));
}

function amountOf({ event, ofProducts, rules }: { event: ListedEvent; ofProducts: Decimal | null; rules: SuiteRules }): Decimal {
  if (ofProducts !== null) return ofProducts;
  // Only custom events have amounts; a commerce event counts one.
  if (event.value !== null && event.name.startsWith("event")) return event.value;
  return rules.currencyEvents.has(event.name) ? 0n : ONE;
}

function sumOfProducts(products: readonly ListedProduct[], name: string): Decimal | null {
  let sum: Decimal | null = null;
  for (const product of products) {
    const value = product.events[name];
    if (value !== undefined) sum = addDecimals(sum ?? 0n, value);
  }
  return sum;
}

function productOf({ product, isPurchase, fromProducts }: { product: ListedProduct; isPurchase: boolean; fromProducts: ReadonlySet<string> }): HitProduct {
  const { category, name, skus } = product;
  const units = isPurchase ? unitsOf(product) : 0n;
  const revenue = isPurchase ? (product.price ?? 0n) : 0n;
  const metrics = metricsOf(product, fromProducts);
  return skus === undefined ? { category, name, units, revenue, metrics } : { category, name, skus, units, revenue, metrics };
}

function metricsOf(product: ListedProduct, fromProducts: ReadonlySet<string>): Readonly<Record<string, Decimal>> {
  if (product.events === NO_EVENTS || fromProducts.size === 0) return NO_EVENTS;
  return Object.fromEntries(Object.entries(product.events).filter(([name]) => fromProducts.has(name)));
}

/** Units are the sum of the quantities sent (EV4). */
function unitsOf(product: ListedProduct): Decimal {
  return product.quantity ?? 0n;
}
