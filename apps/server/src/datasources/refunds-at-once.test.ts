import { afterAll, beforeAll, expect, test } from "vitest";
import { newSuite, testServer, type TestServer } from "../testing/index.ts";
import { daysAgo, totals } from "./online.fixture.ts";
import { chanceOf, METRICS } from "./returns.fixture.ts";
import { lines, newSource } from "./uploads.fixture.ts";
import { getQuarantine } from "@rapport/contract/report-suites";

/** Orders and their refunds, from many callers at the same time. */
let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(async () => {
  await server.close();
});

const ORDERS = 30;
const REFUNDS = 6;
const FILES = 3;
/** Of an order of 55, any two refunds of 20 can be given back. */
const [PAID, GIVEN_BACK] = [55, 20];
const SEED = Number(process.env["RAPPORT_SEED"] ?? Math.floor(Math.random() * 1_000_000));

test(
  `RT6 when many orders and refunds come at the same moment, no more of each order is given back than there was (seed ${SEED})`,
  { timeout: 120_000 },
  async () => {
    const chance = chanceOf(SEED);
    const { rsid, writeKey } = await newSuite(server, { timeZone: "UTC" });
    const headers = { authorization: `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}` };
    const call = (event: string, properties: object) => ({ type: "track", userId: `u${chance(5)}`, event, properties });
    const track = async (payload: object) => await server.inject({ method: "POST", url: "/v1/track", headers, payload });
    const batch = async (...calls: object[]) => await server.inject({ method: "POST", url: "/v1/batch", headers, payload: { batch: calls } });
    const image = async (query: Record<string, string>) => await server.inject({ url: `/b/ss/${rsid}/1/?${new URLSearchParams(query).toString()}` });
    const order = (id: string) => async () =>
      chance(2) === 0
        ? await track(call("Order Completed", { order_id: id, total: PAID, products: [{ name: "Boot", quantity: 1, price: PAID }] }))
        : await image({ vid: `u${chance(5)}`, pageName: "Thanks", events: "purchase", purchaseID: id, xact: id, products: `;Boot;1;${PAID}` });
    const refund = (id: string) => call("Order Refunded", { order_id: id, total: GIVEN_BACK });
    const ids = Array.from({ length: ORDERS }, (_, n) => `O${n}`);
    const sending = shuffled(
      [
        ...ids.map(order),
        ...ids.flatMap((id) => Array.from({ length: REFUNDS - 2 }, () => async () => await track(refund(id)))),
        async () => await batch(...shuffled(ids, chance).flatMap((id) => [refund(id), refund(id)])),
      ],
      chance,
    );
    const sources = await Promise.all(Array.from({ length: FILES }, () => newSource(server, { rsid, type: "refund" })));
    const [receipts, answers] = await Promise.all([
      Promise.all(
        sources.map((source) =>
          source.load(lines("Date\ttransactionID\tPrice", ...shuffled(ids, chance).map((id) => `${daysAgo(0, "/00/00/00")}\t${id}\t${GIVEN_BACK}`))),
        ),
      ),
      Promise.all(sending.map((send) => send())),
    ]);
    for (const { statusCode, body } of answers) expect(statusCode, body).toBe(200);
    await server.processed(rsid);
    expect(await totals(server, { rsid }, ...METRICS)).toEqual([ORDERS, ORDERS, ORDERS * (PAID - 2 * GIVEN_BACK), ORDERS * 2 * GIVEN_BACK]);
    const told = await server.api(getQuarantine, { params: { rsid } });
    const beyond = told.unread.counts.reduce((sum, { reason, values }) => sum + (reason === "refund.beyond_order" ? values : 0), 0);
    let [linked, left] = [0, 0];
    for (const { jobId } of receipts) {
      const { rowsRead, linkedByTransaction, rejected, unlinkedReasons } = (await sources[0]?.receipt(jobId)) ?? {
        rowsRead: 0,
        linkedByTransaction: 0,
        rejected: 0,
        unlinkedReasons: {},
      };
      expect(linkedByTransaction + rejected + (unlinkedReasons.beyond_order ?? 0)).toBe(rowsRead);
      linked += linkedByTransaction;
      left += rowsRead - linkedByTransaction;
    }
    // Each refund, by call or by row, is either given back or told.
    expect([linked + left, beyond + left]).toEqual([FILES * ORDERS, ORDERS * (REFUNDS + FILES - 2)]);
  },
);

function shuffled<T>(items: readonly T[], chance: (below: number) => number): T[] {
  const left = [...items];
  return items.map(() => left.splice(chance(left.length), 1)[0] as T);
}
