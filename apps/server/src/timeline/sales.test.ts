import { explainSale, getSaleLines } from "@rapport/contract/timeline";
import { testClock } from "@rapport/testkit";
import { afterAll, expect, test } from "vitest";
import { accounts, addCustomers, loadFile, newBookShop, newSuite, refused, sendHits, testServer } from "../testing/index.ts";
import { eur, newHistory, timeline } from "./timeline.fixture.ts";

const server = await testServer({ clock: testClock("2026-03-02T12:00:00Z") });
afterAll(async () => await server.close());

test("U15 every line of a sale can be read, whatever kind of sale it is; another customer's is not found", async () => {
  const { rsid } = await newSuite(server);
  const shop = await newBookShop(server, { rsid });
  const [customerId, otherId] = await addCustomers(server, shop, accounts("1", "2"));
  const products = Array.from({ length: 48 }, (_, n) => `;Bead ${n};1;${n + 1}`).join(",");
  await sendHits(
    server,
    rsid,
    { at: "2026-02-01T10:00:00Z", vid: "1", pageName: "Thanks", events: "purchase", products, xact: "T1" },
    { at: "2026-02-01T10:00:00Z", vid: "2", pageName: "Home" },
  );
  await loadFile(server, {
    rsid,
    type: "visitorid",
    filename: "store.txt",
    rows: ["Date\tVisitorID\tProduct\tQuantity\tPrice\tOrders", ...Array.from({ length: 30 }, (_, n) => `02/26/2026\t1\tRing ${n}\t1\t2\t${n === 0 ? 1 : 0}`)],
  });
  await loadFile(server, {
    rsid,
    type: "transactionid",
    filename: "returns.txt",
    rows: ["Date\ttransactionID\tProduct\tQuantity\tPrice\tOrders", ...Array.from({ length: 7 }, (_, n) => `02/27/2026\tT1\tBead ${n}\t-1\t-1\t0`)],
  });
  const { items } = await timeline(shop, customerId);
  const sales = items.flatMap((item) => ("sale" in item ? [item] : []));
  expect(sales.map(({ kind, lineCount }) => [kind, lineCount])).toEqual([
    ["return", 7],
    ["storePurchase", 30],
    ["onlineOrder", 48],
  ]);
  for (const { sale, lines: first, lineCount, total } of sales) {
    const { lines } = await shop.associate(getSaleLines, { params: { customerId, sale } });
    expect(lines.slice(0, 5)).toEqual(first);
    expect(lines).toHaveLength(lineCount);
    expect(lines.reduce((sum, { amount }) => sum + Number(amount.amount), 0)).toBe(Number(total.amount));
    expect(await refused(shop.associate, getSaleLines, { params: { customerId: otherId, sale } })).toMatchObject({ code: "sale.unknown" });
  }
});

test("why a sale carries its campaign: the frozen values with the retailer's names, and the rows that joined", async () => {
  const { shop, customerId, otherId } = await newHistory(server);
  const why = await shop.associate(explainSale, { params: { customerId, transactionId: "T1" } });
  expect(why).toMatchObject({ transactionId: "T1", recordedAt: "2026-02-20T10:20:00.000Z", expiresAt: "2026-05-21T10:20:00.000Z" });
  const frozen = Object.fromEntries(why.frozen.map(({ variable, name, values, setAt }) => [variable, { name, values, setAt }]));
  expect(frozen["campaign"]).toEqual({ name: null, values: ["spring"], setAt: "2026-02-20T10:00:00.000Z" });
  expect(frozen["evar1"]).toEqual({ name: "Coupon", values: ["WELCOME"], setAt: "2026-02-20T10:00:00.000Z" });
  expect(frozen["product"]).toEqual({ name: null, values: ["Boot"], setAt: null });
  const order = why.frozen.map(({ variable }) => variable);
  expect(order.indexOf("campaign")).toBeLessThan(order.indexOf("evar1"));
  expect(why.moreRows).toBe(0);
  expect(why.rows).toEqual([
    { at: "2026-02-25T09:00:00.000Z", product: "Boot", quantity: -1, amount: eur("-40"), waitsForRate: false, isOnline: false },
    { at: "2026-02-25T09:00:00.000Z", product: "Lace", quantity: -1, amount: eur("-5.5"), waitsForRate: false, isOnline: false },
  ]);
  // An order from before the customer was known is explained too. Another customer's order, or one that does not exist, is not found.
  expect(await shop.associate(explainSale, { params: { customerId, transactionId: "T0" } })).toMatchObject({ transactionId: "T0", rows: [] });
  expect(await refused(shop.associate, explainSale, { params: { customerId, transactionId: "T2" } })).toMatchObject({
    kind: "not_found",
    code: "sale.unknown",
  });
  expect(await refused(shop.associate, explainSale, { params: { customerId: otherId, transactionId: "T0" } })).toMatchObject({
    kind: "not_found",
    code: "sale.unknown",
  });
  expect(await refused(shop.associate, explainSale, { params: { customerId, transactionId: "never" } })).toMatchObject({
    kind: "not_found",
    code: "sale.unknown",
  });
});

test("an order that very many rows joined shows the first 2,000 of them, and how many more there are", async () => {
  const { rsid } = await newSuite(server);
  const shop = await newBookShop(server, { rsid });
  const [customerId] = await addCustomers(server, shop, accounts("1"));
  await sendHits(server, rsid, { at: "2026-02-01T10:00:00Z", vid: "1", pageName: "Home", events: "purchase", products: ";Bolt;1;100", xact: "T1" });
  await loadFile(server, {
    rsid,
    type: "transactionid",
    filename: "bolts.txt",
    rows: ["Date\ttransactionID\tProduct\tQuantity\tPrice\tOrders", ...Array.from({ length: 2003 }, () => "02/20/2026\tT1\tBolt\t-1\t-0.01\t0")],
  });
  const { rows, moreRows } = await shop.associate(explainSale, { params: { customerId, transactionId: "T1" } });
  expect([rows.length, moreRows]).toEqual([2000, 3]);
});
