import {
  addNote,
  explainCustomerSale,
  explainSale,
  getCustomerSaleLines,
  getCustomerTimeline,
  getSaleLines,
  getTimeline,
  type TimelineItem,
} from "@rapport/contract/timeline";
import { putCurrencyRates } from "@rapport/contract/report-suites";
import { testClock } from "@rapport/testkit";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { eur, newHistory, timeline, type Timeline } from "./timeline.fixture.ts";
import { auditLog, accounts, addCustomers, loadFile, newBookShop, newSuite, refused, sendHits, testServer } from "../testing/index.ts";

const clock = testClock("2026-03-02T12:00:00Z");
const server = await testServer({ clock });
afterAll(async () => await server.close());

/** For tests that only read. */
let known: Awaited<ReturnType<typeof newHistory>>;
beforeAll(async () => {
  known = await newHistory(server);
});

test("C19 two purchases of one day at two stores are two, each with its store and receipt number", async () => {
  const { rsid } = await newSuite(server, { storeVariable: "evar5", receiptVariable: "evar6" });
  const shop = await newBookShop(server, { rsid });
  const [customerId] = await addCustomers(server, shop, accounts("1"));
  await sendHits(server, rsid, { at: "2026-02-01T10:00:00Z", vid: "1", pageName: "Home" });
  await loadFile(server, {
    rsid,
    type: "visitorid",
    filename: "store.txt",
    rows: [
      "Date\tVisitorID\tProduct\tQuantity\tPrice\tOrders\tEvar 5\tEvar 6",
      `02/26/2026\t1\tScarf\t1\t30\t1\t${shop.store}\tB-17`,
      `02/26/2026\t1\tHat\t2\t20\t0\t${shop.store}\tB-17`,
      `02/26/2026\t1\tBelt\t1\t15\t1\t${shop.store}\tB-18`,
      "02/26/2026\t1\tSock\t1\t5\t1\tOutlet\tB-17",
      "02/26/2026\t1\tTie\t1\t9\t1\t\t",
    ],
  });
  const { items, counts } = await timeline(shop, customerId, { kind: "storePurchase" });
  const found = items.map((item) => (item.kind === "storePurchase" ? [item.store, item.receipt, item.total.amount, item.lineCount] : []));
  expect(new Set(found.map((sale) => JSON.stringify(sale)))).toEqual(
    new Set(
      [
        ["Store 1", "B-17", "50", 2],
        ["Store 1", "B-18", "15", 1],
        ["Outlet", "B-17", "5", 1],
        [null, null, "9", 1],
      ].map((sale) => JSON.stringify(sale)),
    ),
  );
  expect([counts.storePurchase, items.length]).toEqual([4, 4]);
});

test("R57 a customer's timeline joins notes, orders, returns, store purchases and visits, newest first", async () => {
  const { shop, customerId } = await newHistory(server);
  const note = { id: randomUUID(), text: "Prefers WhatsApp", pinned: true };
  await shop.associate(addNote, { params: { customerId }, body: note });
  const { counts, pinned, items, nextBefore } = await timeline(shop, customerId);
  const spring = { marketingChannel: null, campaign: "spring" };
  const stored = { ...note, author: "Associate", writtenAt: "2026-03-02T12:00:00.000Z", receivedAt: "2026-03-02T12:00:00.000Z" };
  expect(items.map((item) => ("credit" in item ? { ...item, credit: { campaign: item.credit.campaign, marketingChannel: null } } : item))).toEqual([
    { kind: "note", at: "2026-03-02T12:00:00.000Z", note: { ...stored, attachments: [] } },
    {
      kind: "storePurchase",
      at: "2026-02-26T14:00:00.000Z",
      sale: expect.any(String) as string,
      store: null,
      receipt: null,
      total: eur("50.25"),
      lines: [
        { product: "Scarf", quantity: 1, amount: eur("30") },
        { product: "Hat", quantity: 2, amount: eur("20.25") },
      ],
      lineCount: 2,
      credit: expect.anything() as unknown,
    },
    {
      kind: "return",
      at: "2026-02-25T09:00:00.000Z",
      sale: expect.any(String) as string,
      transactionId: "T1",
      waitsForRate: false,
      total: eur("-45.5"),
      lines: [
        { product: "Boot", quantity: -1, amount: eur("-40") },
        { product: "Lace", quantity: -1, amount: eur("-5.5") },
      ],
      lineCount: 2,
      credit: spring,
    },
    { kind: "visit", at: "2026-02-21T09:00:00.000Z", minutes: 12, pages: ["Home", "Bags"], pageViews: 2, credit: expect.anything() as unknown },
    {
      kind: "onlineOrder",
      at: "2026-02-20T10:20:00.000Z",
      sale: expect.any(String) as string,
      transactionId: "T1",
      waitsForRate: false,
      total: eur("120"),
      lines: [
        { product: "Boot", quantity: 1, amount: eur("100") },
        { product: "Lace", quantity: 2, amount: eur("20") },
      ],
      lineCount: 2,
      credit: spring,
    },
    // What happened on the device before the customer was known is theirs too.
    {
      kind: "onlineOrder",
      at: "2026-02-20T10:10:00.000Z",
      sale: expect.any(String) as string,
      transactionId: "T0",
      waitsForRate: false,
      total: eur("7"),
      lines: [{ product: "Sandal", quantity: 1, amount: eur("7") }],
      lineCount: 1,
      credit: spring,
    },
    { kind: "visit", at: "2026-02-20T10:00:00.000Z", minutes: 10, pages: ["Home", "Shoes"], pageViews: 3, credit: spring },
  ]);
  expect(counts).toEqual({ note: 1, activity: 0, onlineOrder: 2, storePurchase: 1, return: 1, visit: 2, owner: 0 });
  expect(pinned).toEqual([{ ...stored, attachments: [] }]);
  expect(nextBefore).toBeNull();
});

test("a return of an order from before the customer was known is theirs, even when it came after they were known", async () => {
  const { rsid } = await newSuite(server);
  const shop = await newBookShop(server, { rsid });
  const [customerId] = await addCustomers(server, shop, accounts("1"));
  const device = { fid: "CCCCCCCCCCCCCCCC-DDDDDDDDDDDDDDDD" };
  await sendHits(
    server,
    rsid,
    { at: "2026-02-01T10:00:00Z", ...device, pageName: "Home", events: "purchase", products: ";Boot;1;100", xact: "T1" },
    { at: "2026-02-02T10:00:00Z", ...device, vid: "1", pageName: "Home" },
    // Once the customer is known, hits on the device without their id are not theirs, and neither are returns of them.
    { at: "2026-02-10T10:00:00Z", ...device, pageName: "Home", events: "purchase", products: ";Later;1;60", xact: "T2" },
  );
  await loadFile(server, {
    rsid,
    type: "transactionid",
    filename: "returns.txt",
    rows: ["Date\ttransactionID\tProduct\tQuantity\tPrice\tOrders", "02/20/2026/10/00/00\tT1\tBoot\t-1\t-100\t0", "02/20/2026/10/00/00\tT2\tLater\t-1\t-25\t0"],
  });
  const { counts, items } = await timeline(shop, customerId);
  expect(counts).toEqual({ note: 0, activity: 0, onlineOrder: 1, storePurchase: 0, return: 1, visit: 1, owner: 0 });
  expect(items).toMatchObject([
    { kind: "return", at: "2026-02-20T09:00:00.000Z", transactionId: "T1", total: eur("-100") },
    { kind: "visit" },
    { kind: "onlineOrder", transactionId: "T1", total: eur("100") },
  ]);
});

test("every row of a file that sells or takes back is on the timeline: an addition to an order, an order without a price, a piece returned without one", async () => {
  const { rsid } = await newSuite(server);
  const shop = await newBookShop(server, { rsid });
  const [customerId] = await addCustomers(server, shop, accounts("1"));
  await sendHits(server, rsid, { at: "2026-02-01T10:00:00Z", vid: "1", pageName: "Home", events: "purchase", products: ";Boot;1;100", xact: "T1" });
  await loadFile(server, {
    rsid,
    type: "transactionid",
    filename: "top-ups.txt",
    rows: ["Date\ttransactionID\tProduct\tQuantity\tPrice\tOrders", "02/20/2026/10/00/00\tT1\tEngraving\t1\t15\t0"],
  });
  await loadFile(server, {
    rsid,
    type: "visitorid",
    filename: "store.txt",
    rows: ["Date\tVisitorID\tProduct\tQuantity\tPrice\tOrders", "02/21/2026/10/00/00\t1\tGift\t\t\t1", "02/22/2026/10/00/00\t1\tGift\t-1\t\t"],
  });
  const { items } = await timeline(shop, customerId);
  expect(items).toMatchObject([
    { kind: "return", at: "2026-02-22T09:00:00.000Z", total: eur("0"), lines: [{ product: "Gift", quantity: -1 }] },
    { kind: "storePurchase", at: "2026-02-21T09:00:00.000Z", total: eur("0"), lines: [{ product: "Gift" }] },
    { kind: "storePurchase", at: "2026-02-20T09:00:00.000Z", total: eur("15"), lines: [{ product: "Engraving", quantity: 1 }] },
    { kind: "onlineOrder", transactionId: "T1", total: eur("100") },
  ]);
});

test("a device that two customers used is in nobody's history", async () => {
  const { rsid } = await newSuite(server);
  const shop = await newBookShop(server, { rsid });
  const [first, second] = await addCustomers(server, shop, accounts("1", "2"));
  const tablet = { fid: "AAAAAAAAAAAAAAAA-BBBBBBBBBBBBBBBB" };
  await sendHits(
    server,
    rsid,
    { at: "2026-02-20T10:00:00Z", ...tablet, pageName: "Home" },
    { at: "2026-02-20T10:01:00Z", ...tablet, vid: "1", pageName: "One" },
  );
  expect((await timeline(shop, first)).counts.visit).toBe(2);
  await sendHits(server, rsid, { at: "2026-02-20T11:00:00Z", ...tablet, vid: "2", pageName: "Two" });
  expect((await timeline(shop, first)).items).toMatchObject([{ kind: "visit", pages: ["One"] }]);
  expect((await timeline(shop, second)).items).toMatchObject([{ kind: "visit", pages: ["Two"] }]);
});

test("items with the same time stay on one page, and pages follow each other without a gap", async () => {
  const { shop, customerId } = await newHistory(server);
  clock.set("2026-02-25T09:00:00Z");
  for (const text of ["one", "two", "three"]) await shop.associate(addNote, { params: { customerId }, body: { id: randomUUID(), text } });
  clock.set("2026-03-02T12:00:00Z");
  const whole = (await timeline(shop, customerId)).items;
  expect(whole).toHaveLength(9);
  for (const limit of [1, 2, 3, 5]) {
    const read: TimelineItem[] = [];
    let before: string | null = null;
    do {
      const page: Timeline = await timeline(shop, customerId, { limit, ...(before === null ? {} : { before }) });
      expect(page.counts).toEqual({ note: 3, activity: 0, onlineOrder: 2, storePurchase: 1, return: 1, visit: 2, owner: 0 });
      read.push(...page.items);
      before = page.nextBefore;
    } while (before !== null);
    expect(read).toEqual(whole);
  }
});

test("R57 one kind alone is shown while the counts stay those of all", async () => {
  const { shop, customerId } = known;
  const orders = await timeline(shop, customerId, { kind: "onlineOrder" });
  expect(orders.items.map(({ kind }) => kind)).toEqual(["onlineOrder", "onlineOrder"]);
  expect(orders.counts).toEqual({ note: 0, activity: 0, onlineOrder: 2, storePurchase: 1, return: 1, visit: 2, owner: 0 });
  expect((await timeline(shop, customerId, { kind: "note" })).items).toEqual([]);
  expect((await timeline(shop, customerId, { kind: "visit", limit: 1 })).items).toHaveLength(1);
});

test("a legal entity without a report suite has a timeline of notes", async () => {
  const shop = await newBookShop(server);
  const [customerId] = await addCustomers(server, shop, accounts("1"));
  expect(await timeline(shop, customerId)).toEqual({
    counts: { note: 0, activity: 0, onlineOrder: 0, storePurchase: 0, return: 0, visit: 0, owner: 0 },
    activityTypes: [],
    pinned: [],
    items: [],
    nextBefore: null,
  });
  expect(await refused(shop.associate, explainSale, { params: { customerId, transactionId: "T1" } })).toMatchObject({ kind: "not_found" });
});

test("a store purchase of a customer who was never online is in their timeline, once, before and after their first hit", async () => {
  const { rsid } = await newSuite(server);
  const shop = await newBookShop(server, { rsid });
  const [customerId, otherId] = await addCustomers(server, shop, accounts("3001", "3002"));
  await loadFile(server, {
    rsid,
    type: "visitorid",
    filename: "store.txt",
    rows: [
      "Date\tVisitorID\ttransactionID\tProduct\tQuantity\tPrice\tOrders",
      "02/26/2026/15/00/00\t3001\t\tScarf\t1\t30\t1",
      "02/26/2026/15/00/00\t3001\t\tHat\t2\t20.25\t0",
      "02/27/2026/15/00/00\t3001\t\tHat\t-1\t-10\t0",
      "02/28/2026/15/00/00\t3001\tLATER\tBelt\t-1\t-5\t0",
    ],
  });
  const sales = async (id = customerId) => (await timeline(shop, id)).items.flatMap((item) => ("total" in item ? [[item.kind, item.total.amount]] : []));
  const inStore = [
    ["return", "-10"],
    ["storePurchase", "50.25"],
  ];
  expect(await sales()).toEqual([["return", "-5"], ...inStore]);
  expect(await sales(otherId)).toEqual([]);
  // One of the rows finds its order, which belongs to another visitor. The waiting rows stay.
  await sendHits(server, rsid, { at: "2026-02-20T10:00:00Z", vid: "3002", pageName: "p", events: "purchase", products: ";Belt;1;5", xact: "LATER" });
  await vi.waitFor(async () => expect(await sales()).toEqual(inStore), 20_000);
  await sendHits(server, rsid, { at: "2026-03-01T10:00:00Z", vid: "3001", pageName: "p" });
  await vi.waitFor(async () => expect((await timeline(shop, customerId)).counts).toMatchObject({ storePurchase: 1, return: 1, visit: 1 }), 20_000);
  expect(await sales()).toEqual(inStore);
});

test("reading a timeline or a sale is in the audit log", async () => {
  const { shop, customerId } = await newHistory(server);
  await timeline(shop, customerId);
  await shop.associate(explainSale, { params: { customerId, transactionId: "T1" } });
  const rows = await auditLog(server.deps.db)
    .select(["action", "subject_id"])
    .where("subject_kind", "not in", ["address", "session"])
    .where("legal_entity", "=", shop.legalEntity)
    .where("actor_kind", "=", "pos")
    .orderBy("id")
    .execute();
  expect(rows).toEqual([
    { action: "customer.timeline_viewed", subject_id: customerId },
    { action: "customer.sale_explained", subject_id: customerId },
  ]);
});

test("RI2 another legal entity's customer has no timeline and no sales to see", async () => {
  const { customerId } = known;
  const other = await newBookShop(server);
  expect(await refused(other.associate, getTimeline, { params: { customerId } })).toMatchObject({ kind: "not_found", code: "customer.unknown" });
  expect(await refused(other.associate, explainSale, { params: { customerId, transactionId: "T1" } })).toMatchObject({
    kind: "not_found",
    code: "customer.unknown",
  });
  expect((await refused(server.api, getTimeline, { params: { customerId } })).kind).toBe("forbidden");
});

test("CY2 an order in another currency is one item with its lines, before and after its money comes, and its hit is one visit", async () => {
  const { rsid } = await newSuite(server);
  const shop = await newBookShop(server, { rsid });
  const [customerId] = await addCustomers(server, shop, accounts("2001"));
  const dollars = { vid: "2001", pageName: "Thanks", events: "purchase", products: "Shoes;Boot;1;100,Shoes;Lace;2;20", xact: "T1", cc: "USD" };
  await sendHits(server, rsid, { at: "2026-02-20T10:15:00Z", vid: "2001", pageName: "Home" }, { at: "2026-02-20T10:20:00Z", ...dollars });
  const kinds = { onlineOrder: 1, visit: 1, storePurchase: 0, return: 0, note: 0, activity: 0, owner: 0 };
  const order = async () => {
    const { counts, items } = await timeline(shop, customerId);
    expect(counts).toEqual(kinds);
    return items.find(({ kind }) => kind === "onlineOrder");
  };
  const usd = (amount: string) => ({ amount, currency: "USD" });
  expect(await order()).toMatchObject({
    transactionId: "T1",
    waitsForRate: true,
    total: usd("120"),
    lines: [
      { product: "Boot", quantity: 1, amount: usd("100") },
      { product: "Lace", quantity: 2, amount: usd("20") },
    ],
    lineCount: 2,
  });
  await server.api(putCurrencyRates, { params: { rsid }, body: { rates: [{ day: "2026-02-20", from: "USD", rate: "0.855" }] } });
  const lines = [
    { product: "Boot", quantity: 1, amount: eur("85.5") },
    { product: "Lace", quantity: 2, amount: eur("17.1") },
  ];
  await vi.waitFor(
    async () => expect(await order()).toMatchObject({ transactionId: "T1", waitsForRate: false, total: eur("102.6"), lines, lineCount: 2 }),
    10_000,
  );
});

test("HC2 headquarters reads the same history, lines and explanation as an associate, and of another legal entity nothing", async () => {
  const { shop, customerId } = known;
  const params = { legalEntity: shop.legalEntity, accountNumber: "2001" };
  for (const query of [{}, { kind: "return" as const }, { limit: 2 }])
    expect(await server.api(getCustomerTimeline, { params, query })).toEqual(await shop.associate(getTimeline, { params: { customerId }, query }));
  const { items } = await server.api(getCustomerTimeline, { params });
  const sales = items.flatMap((item) => ("sale" in item ? [item.sale] : []));
  expect(sales.length).toBeGreaterThan(1);
  for (const sale of sales)
    expect(await server.api(getCustomerSaleLines, { params: { ...params, sale } })).toEqual(
      await shop.associate(getSaleLines, { params: { customerId, sale } }),
    );
  expect(await server.api(explainCustomerSale, { params: { ...params, transactionId: "T1" } })).toEqual(
    await shop.associate(explainSale, { params: { customerId, transactionId: "T1" } }),
  );
  const other = await newBookShop(server);
  const stray = { params: { ...params, legalEntity: other.legalEntity } };
  expect(await refused(server.api, getCustomerTimeline, stray)).toMatchObject({ code: "customer.unknown" });
});
