import { getQuarantine, type ReportSuite } from "@rapport/contract/report-suites";
import { expect } from "vitest";
import { newSuite, type TestServer } from "../testing/index.ts";
import { report, totals } from "./online.fixture.ts";

/** Orders and their refunds, through the public endpoints. */
export const METRICS = ["orders", "units", "revenue", "returnedrevenue"] as const;
const BOOT = { product_id: "p1", name: "Boot", category: "shoes", quantity: 2, price: 20 };
const SOCK = { product_id: "p2", name: "Sock", quantity: 4, price: 2.5 };

export interface Sent {
  readonly event: string;
  readonly userId?: string;
  readonly timestamp?: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** An order of two boots and four socks, which cost 55 with shipping. */
export const order = (id: string, more: object = {}): Sent => ({
  event: "Order Completed",
  properties: { order_id: id, total: 55, plan: "gold", products: [BOOT, SOCK], ...more },
});
export const refund = (id: string, more: object = {}): Sent => ({ event: "Order Refunded", properties: { order_id: id, plan: "later", ...more } });

export interface OrderSuite extends ReportSuite {
  /** Sends calls in one request, and waits until reports have them. */
  send(...calls: readonly Sent[]): Promise<void>;
  /** What quarantine says about values, sorted by text. */
  told(): Promise<string[]>;
  /** The reports of products and plans, and the numbers of occurrences and visits. */
  numbers(): Promise<{ products: Record<string, number[]>; plans: Record<string, number[]>; totals: number[] }>;
}

/** A suite that keeps the values of orders; `plan` is evar1. */
export async function suiteOfOrders(server: TestServer, settings: Parameters<typeof newSuite>[1] = {}): Promise<OrderSuite> {
  const suite = await newSuite(server, { transactionIdStorage: true, variables: { evar1: { from: "properties.plan" } }, ...settings });
  return {
    ...suite,
    send: async (...calls) => {
      const answer = await server.inject({
        method: "POST",
        url: "/v1/batch",
        headers: { authorization: `Basic ${Buffer.from(`${suite.writeKey}:`).toString("base64")}` },
        payload: { batch: calls.map((call) => ({ type: "track", userId: "u1", ...call })) },
      });
      expect(answer.statusCode, answer.body).toBe(200);
      await server.processed(suite.rsid);
    },
    told: async () => {
      const { unread } = await server.api(getQuarantine, { params: { rsid: suite.rsid } });
      return unread.newest.map(({ reason, value }) => `${reason} ${value}`).toSorted();
    },
    numbers: async () => ({
      products: await report(server, suite, { dimension: "product", metrics: METRICS }),
      plans: await report(server, suite, { dimension: "evar1", metrics: METRICS }),
      totals: await totals(server, suite, ...METRICS, "occurrences", "visits"),
    }),
  };
}

/** A refund of the order above, of one of its products, or of one that it does not have. */
export function asked(chance: Chance): { readonly total?: number; readonly products?: readonly Record<string, unknown>[] } {
  if (chance(4) === 0) return {};
  if (chance(3) === 0) return { total: chance(30) };
  const product = [{ product_id: "p1" }, { name: "Sock" }, { sku: "p2" }, { name: "Glove" }][chance(4)];
  return { products: [{ ...product, quantity: 1 + chance(3), ...(chance(2) === 0 && { price: 1 + chance(20) }) }] };
}

export type Chance = (below: number) => number;

/** Whole numbers from 0 to below the limit; the same for the same seed. */
export function chanceOf(seed: number): Chance {
  let state = seed;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) | 0;
    return ((state ^ (state >>> 13)) >>> 0) % below;
  };
}
