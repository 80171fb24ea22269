import { getQuarantine, putCurrencyRates } from "@rapport/contract/report-suites";
import { explainSale, getSaleLines, getTimeline } from "@rapport/contract/timeline";
import { readToday, searchClientBook } from "@rapport/contract/clienteling";
import { testClock } from "@rapport/testkit";
import { afterAll, expect, test, vi } from "vitest";
import { refreshMeasures } from "../insights/index.ts";
import { accounts, addClients, loadFile, newBookShop, newSuite, testServer, type BookShop } from "../testing/index.ts";

/** Refunds by calls and by files, as an associate sees them: on the timeline, in *Why?*, in net spend. */
const server = await testServer({ clock: testClock("2026-03-02T12:00:00Z"), logLevel: "silent", schedules: false });
afterAll(async () => await server.close());

const eur = (amount: string) => ({ amount, currency: "EUR" });
const BOOT = { product_id: "p1", name: "Boot", quantity: 2, price: 40 };
const LACE = { product_id: "p2", name: "Lace", quantity: 4, price: 5 };

async function shopWithCalls() {
  const { rsid, writeKey } = await newSuite(server, { timeZone: "UTC" });
  const shop = await newBookShop(server, { rsid, measures: ["netSpend365"] });
  const [customerId] = await addClients(server, shop, accounts("2001"));
  const track = async (at: string, event: string, properties: object): Promise<void> => {
    const headers = { authorization: `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}` };
    const answer = await server.inject({
      method: "POST",
      url: "/v1/track",
      headers,
      payload: { userId: "2001", event, timestamp: `${at}T10:00:00Z`, properties },
    });
    expect(answer.statusCode, answer.body).toBe(200);
    await server.processed(rsid);
  };
  return { rsid, shop, customerId, track };
}

async function returnsOf({ associate }: BookShop, customerId: string) {
  const { items, counts } = await associate(getTimeline, { params: { customerId }, query: { kind: "return" } });
  expect(counts.return).toBe(items.length);
  return items;
}

async function netSpend({ associate }: BookShop): Promise<string | undefined> {
  for (const deadline = Date.now() + 20_000; !(await refreshMeasures(server.deps));) if (Date.now() > deadline) throw new Error("measures are not refreshed");
  const { clients } = await associate(searchClientBook, { body: {} });
  const slot = clients[0]?.slots.find(({ kind }) => kind === "measure");
  return slot?.kind === "measure" && slot.state === "value" ? slot.money?.amount : undefined;
}

test("SG2 RT1 RT4 NS1 a refund by a call and one by a row are on the timeline with their lines, in Why?, and lower net spend", async () => {
  const { rsid, shop, customerId, track } = await shopWithCalls();
  await track("2026-02-20", "Order Refunded", { order_id: "O1" });
  expect(await returnsOf(shop, customerId)).toEqual([]);
  await track("2026-02-19", "Order Refunded", { order_id: "O2", products: [{ product_id: "p1", quantity: 1, price: 40 }] });
  expect(await returnsOf(shop, customerId)).toMatchObject([{ at: "2026-02-19T10:00:00.000Z", total: eur("-40"), transactionId: null }]);
  await track("2026-02-10", "Order Completed", { order_id: "O1", total: 104, products: [BOOT, LACE] });
  await track("2026-02-11", "Order Completed", { order_id: "O2", total: 104, products: [BOOT, LACE] });
  await track("2026-02-21", "Order Refunded", { order_id: "O2", total: 64.01 });
  await loadFile(server, {
    rsid,
    type: "refund",
    filename: "refunds.txt",
    rows: ["Date\ttransactionID\tProduct\tQuantity", "02/22/2026\tO2\tLace\t3", "02/22/2026\tO2\tLace\t2"],
  });
  const returned = await returnsOf(shop, customerId);
  expect(returned).toMatchObject([
    { at: "2026-02-22T12:00:00.000Z", transactionId: "O2", total: eur("-15"), lines: [{ product: "Lace", quantity: -3, amount: eur("-15") }] },
    { at: "2026-02-20T10:00:00.000Z", transactionId: "O1", total: eur("-104"), lineCount: 2 },
    { at: "2026-02-19T10:00:00.000Z", transactionId: "O2", total: eur("-40"), lines: [{ product: "Boot", quantity: -1, amount: eur("-40") }] },
  ]);
  const whole = returned[1];
  const { lines } = await shop.associate(getSaleLines, { params: { customerId, sale: whole !== undefined && "sale" in whole ? whole.sale : "" } });
  expect(lines).toEqual([
    { product: "Boot", quantity: -2, amount: eur("-80") },
    { product: "Lace", quantity: -4, amount: eur("-20") },
    { product: "", quantity: 0, amount: eur("-4") },
  ]);
  const why = await shop.associate(explainSale, { params: { customerId, transactionId: "O2" } });
  expect(why.rows).toEqual([
    { at: "2026-02-19T10:00:00.000Z", product: "Boot", quantity: -1, amount: eur("-40"), waitsForRate: false, isOnline: true },
    { at: "2026-02-22T12:00:00.000Z", product: "Lace", quantity: -3, amount: eur("-15"), waitsForRate: false, isOnline: false },
  ]);
  expect((await server.api(getQuarantine, { params: { rsid } })).unread.newest).toMatchObject([{ reason: "refund.beyond_order", value: "O2: 64" }]);
  expect(await netSpend(shop)).toBe("49");
});

test("CY2 TD1 a refund by a call in another currency shows in that currency until its rate comes, also on Today", async () => {
  const { rsid, shop, customerId, track } = await shopWithCalls();
  const usd = { currency: "USD" };
  await track("2026-02-10", "Order Completed", { ...usd, order_id: "O1", total: 104, products: [BOOT, LACE] });
  await track("2026-02-20", "Order Refunded", { ...usd, order_id: "O1", products: [{ name: "Boot", quantity: 1 }] });
  expect(await returnsOf(shop, customerId)).toMatchObject([
    {
      waitsForRate: true,
      transactionId: "O1",
      total: { amount: "-40", ...usd },
      lines: [{ product: "Boot", quantity: -1, amount: { amount: "-40", ...usd } }],
    },
  ]);
  const today = async () => (await shop.associate(readToday, { body: {} })).returned.clients.map(({ day, amount, waiting }) => ({ day, amount, waiting }));
  expect(await today()).toEqual([{ day: "2026-02-20", amount: null, waiting: [{ amount: "40", ...usd }] }]);
  await server.api(putCurrencyRates, {
    params: { rsid },
    body: {
      rates: [
        { day: "2026-02-10", from: "USD", rate: "0.5" },
        { day: "2026-02-20", from: "USD", rate: "0.75" },
      ],
    },
  });
  await vi.waitFor(
    async () => {
      const lines = [{ product: "Boot", quantity: -1, amount: eur("-30") }];
      expect(await returnsOf(shop, customerId)).toMatchObject([{ waitsForRate: false, transactionId: "O1", total: eur("-30"), lines }]);
      expect(await netSpend(shop)).toBe("22");
      expect(await today()).toEqual([{ day: "2026-02-20", amount: eur("30"), waiting: [] }]);
    },
    { timeout: 20_000, interval: 200 },
  );
});

test("CY2 a refund by file whose money waits for a rate shows in its order's currency, beside what counts already, and Why? has each product", async () => {
  const { rsid, shop, customerId, track } = await shopWithCalls();
  const usd = (amount: string) => ({ amount, currency: "USD" });
  await track("2026-02-10", "Order Completed", { currency: "USD", order_id: "O1", total: 104, products: [BOOT, LACE] });
  await loadFile(server, {
    rsid,
    type: "refund",
    filename: "refunds.txt",
    rows: ["Date\ttransactionID\tProduct\tQuantity", "02/20/2026\tO1\tBoot\t1", "02/20/2026\tO1\tLace\t2", "02/21/2026\tO1\t\t"],
  });
  const rest = { transactionId: "O1", waitsForRate: true, total: usd("-54"), lineCount: 2 };
  const two = [
    { product: "Boot", quantity: -1, amount: usd("-40") },
    { product: "Lace", quantity: -2, amount: usd("-10") },
  ];
  const returned = await returnsOf(shop, customerId);
  expect(returned).toMatchObject([rest, { transactionId: "O1", waitsForRate: true, total: usd("-50"), lines: two }]);
  const first = returned[1];
  expect(await shop.associate(getSaleLines, { params: { customerId, sale: first !== undefined && "sale" in first ? first.sale : "" } })).toEqual({
    lines: two,
    total: usd("-50"),
  });
  const why = async () => (await shop.associate(explainSale, { params: { customerId, transactionId: "O1" } })).rows;
  expect((await why()).map(({ product, quantity, amount, waitsForRate }) => [product, quantity, amount, waitsForRate])).toEqual([
    ["Boot", -1, usd("-40"), true],
    ["Lace", -2, usd("-10"), true],
    ["Boot", -1, usd("-40"), true],
    ["Lace", -2, usd("-10"), true],
    [null, 0, usd("-4"), true],
  ]);
  const rates = ["2026-02-10", "2026-02-20"].map((day) => ({ day, from: "USD" as const, rate: "0.5" }));
  await server.api(putCurrencyRates, { params: { rsid }, body: { rates } });
  await vi.waitFor(async () => expect((await returnsOf(shop, customerId))[1]).toMatchObject({ waitsForRate: false, total: eur("-25") }), {
    timeout: 20_000,
    interval: 200,
  });
  expect((await returnsOf(shop, customerId))[0]).toMatchObject(rest);
  expect((await why()).map(({ product, amount }) => [product, amount])).toEqual([
    ["Boot", eur("-20")],
    ["Lace", eur("-5")],
    ["Boot", usd("-40")],
    ["Lace", usd("-10")],
    [null, usd("-4")],
  ]);
});
