import type { SuiteSettings } from "@rapport/contract/report-suites";
import type { OracleAsk, OracleEvent, OracleHit, OracleRefund, OracleRow, OracleSettings } from "@rapport/testkit";
import { type Chance, DAY_MS } from "./chance.ts";

/** Random hits, refunds and rows of one history. Its mark begins every id and value, so that many histories share a report suite. */
export interface Maker {
  readonly mark: string;
  readonly chance: Chance;
}

const WINDOW_DAYS = 90;

const PERSISTING: OracleSettings["variables"] = {
  evar1: { allocation: "mostRecent", expiration: { kind: "visit" } },
  evar2: { allocation: "original", expiration: { kind: "never" } },
  evar3: { allocation: "linear", expiration: { kind: "visit" } },
  evar4: { allocation: "mostRecent", expiration: { kind: "days", days: 2 } },
  evar5: { allocation: "mostRecent", expiration: { kind: "hit" } },
  evar6: { allocation: "linear", expiration: { kind: "days", days: 2 } },
  evar7: { allocation: "mostRecent", expiration: { kind: "event", event: "event1" } },
  evar8: { allocation: "original", expiration: { kind: "event", event: "event1" } },
  /** Holds the history's mark on every hit and row, so that *Unspecified* can be told apart too. */
  evar9: { allocation: "mostRecent", expiration: { kind: "never" } },
};

export const ORACLE: OracleSettings = { windowMs: WINDOW_DAYS * DAY_MS, lateLinking: true, variables: PERSISTING, rateOf };

/** The suite that the oracle's settings describe. Messages hold values under the names that reports use. */
export const SUITE: Partial<SuiteSettings> = {
  timeZone: "UTC",
  transactionIdWindowDays: WINDOW_DAYS,
  variables: {
    ...Object.fromEntries(Object.entries(PERSISTING).map(([name, variable]) => [name, { ...variable, from: `properties.${name}` }])),
    prop1: { from: "properties.prop1" },
    event1: { from: "properties.event1" },
  },
};

/** The value of one unit of another currency on a day, in the suite's. */
export function rateOf({ currency, atMs }: { currency: string; atMs: number }): number {
  return [0.5, 0.25, 2, 1.5][(Math.floor(atMs / DAY_MS) + (currency === "USD" ? 0 : 1)) % 4] ?? Number.NaN;
}

/** The currency of an order follows from its id, so that a refund can name it before the order comes; '' is the suite's. */
function currencyOf(transactionId: string): string {
  const number = Number(/\d+$/.exec(transactionId)?.[0]);
  return number % 5 === 3 ? "USD" : number % 5 === 4 ? "GBP" : "";
}

/** Sometimes the page of a purchase is loaded again. */
export function reloadOf(events: readonly OracleEvent[], { chance }: Maker): OracleHit | undefined {
  const purchase = events.findLast((event): event is OracleHit => event.kind === "hit" && event.isPurchase);
  return purchase === undefined || chance.fraction() > 0.08
    ? undefined
    : { ...purchase, atMs: purchase.atMs + chance.integer(1, 60_000), receivedMs: Date.now() };
}

export function randomHit({ mark, chance, nowMs }: Maker & { nowMs: number }): OracleHit {
  const isOld = chance.fraction() < 0.3;
  // Half of the old hits are only a little old, so they may belong to the newest visit.
  const byMinutes = chance.fraction() < 0.5 ? 50 : chance.fraction() < 0.2 ? 120 * 24 * 60 : 3000;
  const atMs = isOld ? nowMs - chance.integer(1, byMinutes) * 60_000 : nowMs;
  const isPageView = chance.fraction() < 0.8;
  const isPurchase = chance.fraction() < 0.3;
  const ids = chance.fraction() < 0.35 ? [...new Set(Array.from({ length: chance.integer(1, 2) }, () => `${mark}t${chance.integer(1, 10)}`))] : [];
  const transactionIds = ids.filter((id) => currencyOf(id) === currencyOf(ids[0] ?? ""));
  const currency = ids[0] === undefined ? chance.pick(["", "", "", "USD"]) : currencyOf(ids[0]);
  const dims: Record<string, string> = { ...(isPageView && { page: `${mark}P${chance.integer(1, 4)}` }), evar9: mark };
  for (const name of ["evar1", "evar2", "evar3", "evar4", "evar5", "evar6", "evar7", "evar8", "prop1"])
    if (chance.fraction() < 0.3) dims[name] = `${mark}${name}-${chance.integer(1, 3)}`;
  const products =
    isPurchase || chance.fraction() < 0.2
      ? Array.from({ length: chance.integer(1, 3) }, () => {
          const units = chance.integer(1, 3);
          return { name: `${mark}A${chance.integer(1, 4)}`, units, revenueCents: units * chance.integer(1, 3333) };
        })
      : [];
  // A message has one id, which is the purchase id too.
  const isOrder = isPurchase && !isPageView && transactionIds.length > 0;
  const hit = {
    kind: "hit" as const,
    atMs,
    receivedMs: Date.now(),
    dims,
    isPageView,
    isPurchase,
    purchaseId: isOrder ? (transactionIds[0] ?? null) : isPurchase && chance.fraction() < 0.6 ? `${mark}o${chance.integer(1, 8)}` : null,
    events: chance.fraction() < 0.4 ? { event1: chance.integer(1, 5) } : {},
    products,
    transactionIds: isOrder ? transactionIds.slice(0, 1) : transactionIds,
    currency,
  };
  return { ...hit, ...randomVisitor({ mark, chance, isOld, door: isSaidInMessages(hit) && chance.fraction() < 0.7 ? "messages" : "images" }) };
}

/** Messages have one id for a purchase, and products only with an order. */
function isSaidInMessages(hit: Omit<OracleHit, "visitor">): boolean {
  const { isPurchase, isPageView, purchaseId, transactionIds, products } = hit;
  const isOrder = isPurchase && !isPageView && purchaseId !== null && transactionIds.length === 1 && transactionIds[0] === purchaseId;
  return isOrder || (!isPurchase && products.length === 0 && transactionIds.length === 0);
}

/** A device of messages or of images; these are different. */
export function doorOf({ device, ...hit }: OracleHit): "messages" | "images" {
  if (device !== undefined) return /m\d$/.test(device) ? "messages" : "images";
  return isSaidInMessages(hit) ? "messages" : "images";
}

/** A person with or without a device, or a device on which nobody has signed in. An old hit names no device, because signing in does not look at its past. */
function randomVisitor({ mark, chance, isOld, door }: Maker & { isOld: boolean; door: "messages" | "images" }): Pick<OracleHit, "visitor" | "device"> {
  const person = `${mark}v${chance.integer(1, 4)}`;
  const device = door === "messages" ? `${mark}m${chance.integer(1, 2)}` : `${mark}d${chance.integer(1, 3)}`;
  const who = chance.fraction();
  if (isOld || who < 0.5) return { visitor: person };
  return who < 0.75 ? { visitor: person, device } : { visitor: device, device };
}

/** A refund call for one of a few products, some money, or all of an order, which may never come. */
export function randomRefund({ mark, chance, nowMs }: Maker & { nowMs: number }): OracleRefund {
  const transactionId = `${mark}t${chance.integer(1, 12)}`;
  const atMs = chance.fraction() < 0.2 ? nowMs - chance.integer(1, 3000) * 60_000 : nowMs;
  const what = chance.fraction();
  const products = Array.from({ length: what < 0.4 ? 0 : chance.integer(1, 2) }, () => {
    const units = chance.integer(1, 2);
    return { name: `${mark}A${chance.integer(1, 4)}`, units, revenueCents: chance.fraction() < 0.4 ? units * chance.integer(1, 2000) : null };
  });
  const revenueCents = what < 0.2 || what > 0.9 ? chance.integer(1, 3000) : null;
  // Most name the currency of their order, some another one. Those are compared by the rates of both days.
  const currency = chance.fraction() < 0.6 ? currencyOf(transactionId) : chance.pick(["", "USD", "GBP"]);
  const ask = { products, units: null, revenueCents, currency };
  return { kind: "refund", visitor: `${mark}v${chance.integer(1, 4)}`, atMs, receivedMs: Date.now(), dims: { evar9: mark }, transactionId, ask };
}

export function randomRow({ mark, chance, line }: Maker & { line: number }): OracleRow {
  const dims: Record<string, string> = { evar9: mark };
  for (const name of ["evar1", "evar2", "evar3"]) if (chance.fraction() < 0.2) dims[name] = `${mark}${name}-${chance.integer(1, 4)}`;
  const kind = chance.fraction();
  // Signs that contradict each other are rejected (D13). Adding 0 makes a plain 0 of -0.
  const sign = chance.pick([-1, 1]);
  return {
    line,
    atMs: randomRowTime(chance),
    transactionId: kind < 0.55 ? `${mark}t${chance.integer(1, 12)}` : null,
    visitorId: kind >= 0.45 && kind < 0.85 ? `${mark}v${chance.integer(1, 5)}` : null,
    dims,
    product: chance.fraction() < 0.4 ? `${mark}A${chance.integer(1, 5)}` : null,
    orders: sign * chance.integer(0, 1) + 0,
    units: sign * chance.integer(0, 3) + 0,
    revenueCents: sign * chance.integer(0, 9999) + 0,
    events: chance.fraction() < 0.4 ? { event1: chance.integer(-2, 4) } : {},
  };
}

/** A row of a file of refunds. Money in it is in the suite's currency, whatever the currency of its order. */
export function randomRefundRow({ mark, chance, line }: Maker & { line: number }): OracleRow {
  const transactionId = `${mark}t${chance.integer(1, 12)}`;
  const units = chance.fraction() < 0.5 ? chance.integer(1, 2) : null;
  const revenueCents = chance.fraction() < 0.5 ? chance.integer(1, 2000) : null;
  const product = chance.fraction() < 0.6 ? `${mark}A${chance.integer(1, 4)}` : null;
  const said = { units, revenueCents };
  const ask: OracleAsk =
    product === null ? { products: [], ...said, currency: "" } : { products: [{ name: product, ...said }], units: null, revenueCents: null, currency: "" };
  const dims: Record<string, string> = { ...(chance.fraction() < 0.3 && { evar1: `${mark}evar1-${chance.integer(1, 4)}` }), evar9: mark };
  return { line, atMs: randomRowTime(chance), transactionId, visitorId: null, dims, product, orders: 0, units: 0, revenueCents: 0, events: {}, ask };
}

/** A random second in the last 40 days. */
function randomRowTime(chance: Chance): number {
  return Math.floor((Date.now() - chance.integer(0, 40 * 24 * 60) * 60_000 - 60_000) / 1000) * 1000;
}
