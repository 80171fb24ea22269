import type { SuiteSettings } from "@rapport/contract/report-suites";
import { randomWords } from "@rapport/testkit";

/** A request as in `raw_hits`, made from a seed. Two runs differ only in the name of the suite. */
export interface StoredRequest {
  readonly door: string;
  readonly receivedAt: number;
  readonly client: string;
  readonly payload: string;
  readonly hits: number;
}

export const KILL_SETTINGS: SuiteSettings = {
  name: "Killed",
  timeZone: "UTC",
  currency: "EUR",
  transactionIdStorage: true,
  transactionIdWindowDays: 90,
  lateLinking: true,
  signIn: true,
  purchaseIdBytes: 100,
  dropReloadedPurchases: true,
  storeVariable: null,
  receiptVariable: null,
  reorderWindowMs: 1_500,
  variables: {
    evar2: { allocation: "original", expiration: { kind: "never" } },
    evar3: { allocation: "linear" },
    evar4: { expiration: { kind: "event", event: "purchase" } },
    evar5: { from: "properties.plan", expiration: { kind: "days", days: 2 } },
    event7: { eventType: "currency" },
  },
};

export const VISITORS = 60;
export const TRANSACTIONS = 400;

/** Sent to two processes: visitors on shared devices, image requests and Segment messages, repeated orders, serials and messages, late and bad hits. */
export function killHistory({ hits, seed, start }: { hits: number; seed: number; start: number }): StoredRequest[] {
  const chance = createChance(seed);
  const history: StoredRequest[] = [];
  let receivedAt = start;
  for (let n = 0; n < hits; n += history.at(-1)?.hits ?? 1) {
    // Bursts, whose hits wait for each other, with rests between them.
    receivedAt += chance(12) === 0 ? chance(6 * 3_600_000) : chance(3) === 0 ? chance(20_000) : chance(400);
    history.push({ receivedAt, client: `c${chance(3)}`, ...(chance(3) === 0 ? batch({ chance, n, receivedAt }) : request({ chance, n, receivedAt })) });
  }
  return history;
}

type Chance = (below: number) => number;

type Sent = Pick<StoredRequest, "door" | "payload" | "hits">;

function request({ chance, n, receivedAt }: { chance: Chance; n: number; receivedAt: number }): Sent {
  const query = new URLSearchParams({ fid: `d${chance(VISITORS)}`, pageName: `page ${chance(9)}` });
  if (chance(2) === 0) query.set("vid", `u${chance(VISITORS)}`);
  for (const evar of [1, 2, 3, 4]) if (chance(3) === 0) query.set(`v${evar}`, `value ${chance(5)}`);
  if (chance(4) === 0) {
    query.set("events", `purchase,event1=${chance(5)},event2:S${chance(20)},event7=${chance(900) / 100}`);
    if (chance(3) === 0) query.set("cc", ["USD", "GBP"][chance(2)] ?? "");
    query.set("products", `shoes;boot ${chance(4)};${chance(3)};${chance(9_999) / 100}`);
    if (chance(3) > 0) query.set("purchaseID", `P${chance(40)}`);
    query.set("xact", `T${chance(TRANSACTIONS)},T${chance(TRANSACTIONS)}`);
  }
  if (chance(9) === 0) query.set("ts", String(Math.floor(receivedAt / 1000) - chance(200_000)));
  else if (chance(2) === 0) query.set("ts", String((receivedAt - chance(1_400)) / 1000));
  if (chance(25) === 0) query.set("cc", "no currency");
  if (chance(9) === 0) query.set("r", `https://www.google.com/search?q=word+${n}`);
  return { door: "image", payload: JSON.stringify({ query: query.toString() }), hits: 1 };
}

function batch({ chance, n, receivedAt }: { chance: Chance; n: number; receivedAt: number }): Sent {
  const messages = Array.from({ length: 1 + chance(3) }, (_, index) => message({ chance, n: n + index, receivedAt }));
  return { door: "batch", payload: JSON.stringify({ batch: messages }), hits: messages.length };
}

function message({ chance, n, receivedAt }: { chance: Chance; n: number; receivedAt: number }): object {
  const isOrder = chance(4) === 0;
  const isRefund = !isOrder && chance(4) === 0;
  const properties = isRefund
    ? { order_id: `T${chance(TRANSACTIONS)}`, ...givenBack(chance) }
    : isOrder
      ? {
          order_id: `T${chance(TRANSACTIONS)}`,
          revenue: chance(10_000) / 100,
          ...(chance(3) === 0 && { currency: "USD" }),
          products: [{ name: `boot ${chance(4)}`, price: chance(900) / 10, quantity: 1 + chance(3) }],
        }
      : { plan: `plan ${chance(3)}` };
  return {
    type: chance(30) === 0 ? "unknown" : "track",
    event: isOrder ? "Order Completed" : isRefund ? "Order Refunded" : "Seen",
    messageId: `m${n - (chance(8) === 0 ? chance(200) : 0)}`,
    ...(chance(2) === 0 ? { userId: `u${chance(VISITORS)}` } : {}),
    anonymousId: `a${chance(VISITORS)}`,
    timestamp: new Date(receivedAt - chance(1_000)).toISOString(),
    properties,
  };
}

/** A refund of everything, an amount, or some of a product; sometimes more than there was. */
function givenBack(chance: Chance): object {
  if (chance(3) === 0) return {};
  if (chance(2) === 0) return { total: chance(3_000) / 100 };
  return { products: [{ name: `boot ${chance(4)}`, quantity: 1 + chance(2), ...(chance(2) === 0 && { price: chance(300) / 10 }) }] };
}

/** The same seed, the same history. Gives whole numbers from 0 to below the limit. */
export function createChance(seed: number): Chance {
  const word = randomWords(seed * 0x9e3779b9);
  return (below) => word() % below;
}
