import type { Body, Reply } from "@rapport/contract";
import { runReport } from "@rapport/contract/reporting";
import { explainSale, getSaleLines, getSummary, searchPurchases } from "@rapport/contract/timeline";
import { testClock } from "@rapport/testkit";
import { afterAll, expect, test } from "vitest";
import { accounts, addCustomers, auditLog, loadFile, newBookShop, newSuite, refused, sendHits, testServer, type BookShop } from "../../testing/index.ts";
import { eur, newHistory } from "../timeline.fixture.ts";

const server = await testServer({ clock: testClock("2026-03-02T12:00:00Z"), logLevel: "silent", schedules: false });
afterAll(async () => await server.close());

type Purchases = Reply<typeof searchPurchases>;
const purchases = async ({ associate }: BookShop, customerId: string, body: Partial<Body<typeof searchPurchases>> = {}): Promise<Purchases> =>
  await associate(searchPurchases, { params: { customerId }, body });
const told = ({ lines }: Purchases) => lines.map(({ kind, product, quantity, amount, cameBack }) => [kind, product, quantity, amount.amount, cameBack]);

test("PU1 PU3 every line of all channels stands in the purchases with what came back, each opens its sale and why, and they add up to the report", async () => {
  const { shop, customerId, otherId, rsid } = await newHistory(server);
  const found = await purchases(shop, customerId);
  expect(told(found)).toEqual([
    ["storePurchase", "Scarf", 1, "30", 0],
    ["storePurchase", "Hat", 2, "20.25", 0],
    ["return", "Boot", -1, "-40", 0],
    ["return", "Lace", -1, "-5.5", 0],
    ["onlineOrder", "Boot", 1, "100", 1],
    ["onlineOrder", "Lace", 2, "20", 1],
    ["onlineOrder", "Sandal", 1, "7", 0],
  ]);
  expect(found).toMatchObject({ total: 7, purchases: 3, spent: eur("131.75"), nextCursor: null });
  const order = found.lines[4]!;
  expect(order).toMatchObject({ transactionId: "T1", category: "Shoes", at: "2026-02-20T10:20:00.000Z", credit: { campaign: "spring" } });
  const { lines } = await shop.associate(getSaleLines, { params: { customerId, sale: order.sale } });
  expect(lines.map(({ product }) => product)).toEqual(["Boot", "Lace"]);
  await shop.associate(explainSale, { params: { customerId, transactionId: order.transactionId! } });
  const { summaryData } = await server.api(runReport, {
    params: { company: "c" },
    body: {
      rsid,
      globalFilters: [{ type: "dateRange", dateRange: "2026-01-01T00:00:00.000/2026-03-03T00:00:00.000" }],
      metricContainer: { metrics: [{ columnId: "0", id: "metrics/revenue" }] },
      dimension: "variables/daterangeday",
      settings: { limit: 100 },
    },
  });
  const other = await purchases(shop, otherId);
  expect(summaryData.totals[0]).toBe(Number(found.spent.amount) + Number(other.spent.amount));
});

test("PU1 money that a sale has beside its articles is a line of its own, so that the lines add up to the sale", async () => {
  const { rsid, writeKey } = await newSuite(server);
  const shop = await newBookShop(server, { rsid });
  const [customerId] = await addCustomers(server, shop, accounts("1"));
  const answer = await server.inject({
    method: "POST",
    url: "/v1/track",
    headers: { authorization: `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}` },
    payload: {
      messageId: "m1",
      userId: "1",
      timestamp: "2026-03-01T10:00:00Z",
      event: "Order Completed",
      properties: { order_id: "W1", revenue: 54.95, currency: "EUR", products: [{ name: "Throw", category: "Home", quantity: 1, price: 49.95 }] },
    },
  });
  expect(answer.statusCode).toBe(200);
  await server.processed(rsid);
  const found = await purchases(shop, customerId);
  const sum = found.lines.reduce((all, { amount }) => all + Math.round(Number(amount.amount) * 100), 0);
  expect(sum).toBe(Math.round(Number(found.spent.amount) * 100));
  const { lines, total } = await shop.associate(getSaleLines, { params: { customerId, sale: found.lines[0]!.sale } });
  expect(lines).toEqual([
    { product: "Throw", quantity: 1, amount: eur("49.95") },
    { product: "", quantity: 0, amount: eur("5") },
  ]);
  expect(total).toEqual(eur("54.95"));
});

test("PU1 a sale that names no article and no money is a line too, so that it counts as a purchase", async () => {
  const { rsid } = await newSuite(server, { timeZone: "UTC" });
  const shop = await newBookShop(server, { rsid });
  const [customerId] = await addCustomers(server, shop, accounts("1"));
  await loadFile(server, { rsid, type: "visitorid", filename: "till.txt", rows: ["Date\tVisitorID\tOrders", "02/26/2026/15/00/00\t1\t1"] });
  const found = await purchases(shop, customerId);
  expect(told(found)).toEqual([["storePurchase", null, 0, "0", 0]]);
  expect(found).toMatchObject({ total: 1, purchases: 1, spent: eur("0"), waiting: [] });
  const { sentences } = await shop.associate(getSummary, { params: { customerId } });
  expect(sentences[0]).toMatchObject({ kind: "bought", purchases: 1 });
});

test("PU2 purchases are found by product, receipt, store and day, page by page without a gap, and the figures are about all that fit", async () => {
  const { rsid } = await newSuite(server, { timeZone: "America/New_York", storeVariable: "evar5", receiptVariable: "evar6" });
  const shop = await newBookShop(server, { rsid });
  const [customerId, otherId] = await addCustomers(server, shop, accounts("1", "2"));
  await loadFile(server, {
    rsid,
    type: "visitorid",
    filename: "store.txt",
    rows: [
      "Date\tVisitorID\tProduct\tQuantity\tPrice\tOrders\tEvar 5\tEvar 6",
      ...Array.from({ length: 23 }, (_, n) => `02/10/2026/09/00/00\t1\tBoot ${n}\t1\t2\t${n === 0 ? 1 : 0}\tDelft\tR-1`),
      "02/11/2026/23/30/00\t1\tBoot, 38\t1\t90\t1\tLeiden\tR-2",
      "02/12/2026/00/30/00\t1\tHat\t1\t10\t1\tDelft\tR-3",
      "02/12/2026/00/30/00\t2\tHat\t1\t10\t1\tDelft\tR-4",
    ],
  });
  const pages: Purchases[] = [];
  for (let cursor: string | null = null; ;) {
    const page: Purchases = await purchases(shop, customerId, { text: "boot", limit: 5, cursor });
    pages.push(page);
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  expect(pages.map(({ lines }) => lines.length)).toEqual([5, 5, 5, 5, 4]);
  expect(pages.flatMap(({ lines }) => lines.map(({ product }) => product))).toEqual(["Boot, 38", ...Array.from({ length: 23 }, (_, n) => `Boot ${n}`)]);
  for (const { total, purchases: sales, spent } of pages) expect({ total, sales, spent }).toEqual({ total: 24, sales: 2, spent: eur("136") });
  const of = async (body: Partial<Body<typeof searchPurchases>>) => (await purchases(shop, customerId, body)).lines.map(({ product }) => product);
  expect(await of({ text: "leiden" })).toEqual(["Boot, 38"]);
  expect(await of({ text: "r-3" })).toEqual(["Hat"]);
  expect(await of({ from: "2026-02-12" })).toEqual(["Hat"]);
  expect(await of({ from: "2026-02-11", to: "2026-02-11" })).toEqual(["Boot, 38"]);
  expect(await of({ size: "38" })).toEqual(["Boot, 38"]);
  expect(await of({ text: "hat", to: "9999-12-31" })).toEqual(["Hat"]);
  expect(await of({ text: "glove" })).toEqual([]);
  expect((await purchases(shop, otherId)).total).toBe(1);
  expect(await refused(shop.associate, searchPurchases, { params: { customerId }, body: { cursor: "nonsense" } })).toMatchObject({ code: "cursor.wrong" });
});

test("PU5 favourites and sizes are about the whole history, whatever is searched; a legal entity without a suite has no purchases", async () => {
  const { rsid } = await newSuite(server, { timeZone: "UTC" });
  const shop = await newBookShop(server, { rsid });
  const [customerId] = await addCustomers(server, shop, accounts("1"));
  const order = (day: number, products: string) => ({
    at: `2026-02-0${day}T10:00:00Z`,
    vid: "1",
    pageName: "p",
    events: "purchase",
    products,
    xact: `T${day}`,
  });
  await sendHits(server, rsid, order(1, "Shoes;Boot maat 38;1;90"), order(2, "Shoes;Boot maat 38;1;90,Home;Mug;4;20"), order(3, "Shoes;Clog maat 38;1;50"));
  const { favourites, total } = await purchases(shop, customerId, { text: "mug" });
  expect(total).toBe(1);
  expect(favourites).toEqual({
    articles: [{ article: "Boot", times: 2, lastAt: "2026-02-02T10:00:00.000Z" }],
    categories: [{ category: "Shoes", times: 3 }],
    sizes: [{ size: "38", category: "Shoes", times: 3 }],
  });
  const seen = await auditLog(server.deps.db)
    .selectAll()
    .where("legal_entity", "=", shop.legalEntity)
    .where("action", "=", "customer.purchases_viewed")
    .execute();
  expect(seen.map(({ subject_id }) => subject_id)).toEqual([customerId]);
  const bare = await newBookShop(server);
  const [nobody] = await addCustomers(server, bare, accounts("1"));
  expect(await purchases(bare, nobody)).toMatchObject({ lines: [], total: 0, spent: { amount: "0" } });
});
