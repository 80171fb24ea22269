import { describe, expect, test } from "vitest";
import { readAsk } from "../returns/refund.ts";
import { DAY, HOUR, MINUTE, NOON, openFold, SECOND } from "./fold.fixture.ts";

const ORDER = { pageName: "thanks", events: "purchase,event1=5", products: "shoes;boot;2;80,;sock;5;4.50" };

describe("what counts once in the suite", () => {
  test("EV5 a purchase id over all visitors: the repeat keeps its variables and counts nothing", () => {
    const suite = openFold();
    const first = suite.hit(NOON, { ...ORDER, purchaseID: "P1", v1: "a" });
    const repeat = suite.hit(NOON + DAY, { ...ORDER, vid: "other", purchaseID: "P1", v1: "b" });
    expect(first.row).toMatchObject({ orders: 100_000_000n, units: 700_000_000n, revenue: 8_450_000_000n, metrics: { event1: 500_000_000n } });
    expect(repeat.row).toMatchObject({ orders: 0n, units: 0n, revenue: 0n, metrics: {}, post: { evar1: "b" } });
    expect(repeat.row.products).toEqual([
      { category: "shoes", name: "boot", units: 0n, revenue: 0n, metrics: {} },
      { category: "", name: "sock", units: 0n, revenue: 0n, metrics: {} },
    ]);
  });

  describe("D16 PI1 a purchase without an id", () => {
    test("that repeats one of its visit is a reload: it counts nothing, and is told", () => {
      const suite = openFold();
      suite.hit(NOON, { ...ORDER, v1: "a" });
      const reload = suite.hit(NOON + SECOND, { ...ORDER, v1: "b" });
      expect(reload.row).toMatchObject({ orders: 0n, units: 0n, revenue: 0n, metrics: {}, post: { evar1: "b" } });
      expect(reload.row.products).toEqual([
        { category: "shoes", name: "boot", units: 0n, revenue: 0n, metrics: {} },
        { category: "", name: "sock", units: 0n, revenue: 0n, metrics: {} },
      ]);
      expect(reload.unread).toEqual([{ reason: "purchase.repeated", field: "purchase", value: "84.5", count: 1 }]);
    });
    test("repeats one of the last five, whatever the order of its products", () => {
      const suite = openFold();
      const other = (price: number) => ({ ...ORDER, products: `;boot;1;${price}` });
      suite.hit(NOON, ORDER);
      for (let price = 1; price <= 4; price++) expect(suite.hit(NOON + price * SECOND, other(price)).row.orders).toBe(100_000_000n);
      expect(suite.hit(NOON + 5 * SECOND, { ...ORDER, products: ";sock;5;4.50,shoes;boot;2;80" }).row.orders).toBe(0n);
      expect(suite.hit(NOON + 6 * SECOND, other(5)).row.orders).toBe(100_000_000n);
      expect(suite.hit(NOON + 7 * SECOND, ORDER).row.orders).toBe(100_000_000n);
    });
    test.each([
      ["another amount", { products: "shoes;boot;2;80,;sock;5;4.51" }],
      ["another quantity", { products: "shoes;boot;3;80,;sock;5;4.50" }],
      ["another product", { products: "shoes;boot;2;80,;sack;5;4.50" }],
      ["another event", { events: "purchase,event1=6" }],
      ["another transaction id", { xact: "T2" }],
      ["an id", { purchaseID: "P9" }],
      ["another visit", { ts: (NOON - HOUR) / 1000 }],
      ["another visitor", { vid: "w" }],
    ])("with %s counts", (_, change) => {
      const suite = openFold();
      suite.hit(NOON, { ...ORDER, xact: "T1" });
      expect(suite.hit(NOON + SECOND, { ...ORDER, xact: "T1", ...change }).row.orders).toBe(100_000_000n);
    });
    test("with the same transaction id, sent late from a queue, is a reload too", () => {
      const suite = openFold();
      suite.hit(NOON, { pageName: "p" });
      const late = { ...ORDER, xact: "T1", ts: (NOON - HOUR) / 1000 };
      expect([suite.hit(NOON + SECOND, late).row.orders, suite.hit(NOON + 2 * SECOND, late).row.orders]).toEqual([100_000_000n, 0n]);
    });
    test("PI2 always counts if a suite says so", () => {
      const suite = openFold({ dropReloadedPurchases: false });
      suite.hit(NOON, ORDER);
      const again = suite.hit(NOON + SECOND, ORDER);
      expect([again.row.orders, again.unread]).toEqual([100_000_000n, []]);
    });
  });

  test("EV6 an event with a serial; the same serial with another event counts", () => {
    const suite = openFold();
    expect(suite.hit(NOON, { pageName: "p", events: "event1:A,event2:A" }).row.metrics).toEqual({ event1: 100_000_000n, event2: 100_000_000n });
    expect(suite.hit(NOON + 900 * DAY, { vid: "other", pageName: "p", events: "event1:A,event2:B,event3" }).row.metrics).toEqual({
      event2: 100_000_000n,
      event3: 100_000_000n,
    });
  });

  test("BH6 a message id: the same message again is not a hit", () => {
    const suite = openFold();
    const message = { type: "track", event: "Signed Up", userId: "u", messageId: "m1" };
    expect(suite.message(NOON, message)?.row.hitNumber).toBe(1);
    expect(suite.message(NOON + MINUTE, message)).toBeNull();
    expect(suite.message(NOON + MINUTE, { ...message, messageId: "m2" })?.row.hitNumber).toBe(2);
  });
});

describe("the snapshot of a transaction id", () => {
  test("SN10 SN11 holds the 16 dimensions after persistence, no metrics, props or pages, and when each value was set", () => {
    const suite = openFold({ variables: { evar2: { allocation: "linear" } }, transactionIdWindowDays: 90 });
    suite.hit(NOON, { g: "https://shop.example/?x", r: "https://www.bing.com/search?q=boots", v1: "a", v2: "x", v0: "spring", l1: "m,n" });
    suite.hit(NOON + MINUTE, {
      pageName: "thanks",
      events: "purchase",
      products: "shoes;boot;1;40,;sock;1;4",
      xact: "T1",
      v2: "y",
      c1: "prop",
      ch: "section",
      zip: "1234",
    });
    expect(suite.transactions.get("T1")).toEqual({
      id: "T1",
      isRecorded: true,
      visitor: "vid:v",
      hitAt: NOON + MINUTE,
      receivedAt: NOON + MINUTE,
      expiresAt: NOON + MINUTE + 90 * DAY,
      snapshot: {
        evar1: "a",
        campaign: "spring",
        marketingchannel: "Paid Search",
        marketingchanneldetail: "spring",
        referringdomain: "bing.com",
        originalreferringdomain: "bing.com",
        searchengine: "Bing",
        searchkeyword: "boots",
        visitnumber: "1",
        daysbeforefirstpurchase: "0",
      },
      lists: { evar2: ["x", "y"], list1: ["m", "n"] },
      setAt: {
        evar1: NOON,
        evar2: NOON + MINUTE,
        list1: NOON,
        campaign: NOON,
        marketingchannel: NOON,
        marketingchanneldetail: NOON,
        referringdomain: NOON,
        originalreferringdomain: NOON,
        searchengine: NOON,
        searchkeyword: NOON,
      },
      productCategory: "shoes",
      productName: "boot",
      order: {
        orders: 100_000_000n,
        units: 200_000_000n,
        revenue: 4_400_000_000n,
        lines: [
          { category: "shoes", name: "boot", skus: [], units: 100_000_000n, revenue: 4_000_000_000n },
          { category: "", name: "sock", skus: [], units: 100_000_000n, revenue: 400_000_000n },
        ],
      },
      orderId: "T1",
    });
  });

  test("RT3 keeps what the hit counted, with the SKUs of its lines, once for all its ids; a repeated purchase counted nothing", () => {
    const suite = openFold();
    const products = [
      { sku: "s1", product_id: "p1", name: "boot", category: "shoes", price: 40, quantity: 2 },
      { product_id: "p2", price: 0.1 },
    ];
    const sent = { type: "track", event: "Order Completed", userId: "u", properties: { order_id: "O1", total: 85.5, products } };
    const line = { category: "shoes", name: "boot", skus: ["s1", "p1"], units: 200_000_000n, revenue: 8_000_000_000n };
    expect(suite.message(NOON, sent)?.transactions).toMatchObject([
      {
        id: "O1",
        orderId: "O1",
        order: {
          orders: 100_000_000n,
          units: 300_000_000n,
          revenue: 8_550_000_000n,
          lines: [line, { category: "", name: "p2", skus: ["p2"], units: 100_000_000n, revenue: 10_000_000n }],
        },
      },
    ]);
    const bought = { events: "purchase", products: ";boot;1;5", purchaseID: "P1" };
    const several = suite.hit(NOON, { ...bought, xact: "A,B" }).transactions;
    expect(several.map(({ id, orderId, order }) => [id, orderId, order?.revenue])).toEqual([
      ["A", "A", 500_000_000n],
      ["B", "A", 500_000_000n],
    ]);
    expect(suite.hit(NOON + SECOND, { ...bought, xact: "C" }).transactions).toMatchObject([{ id: "C", order: { orders: 0n, revenue: 0n, lines: [] } }]);
  });

  test("A9 A10 SN1 is taken once: neither a later hit nor another visitor changes it", () => {
    const suite = openFold();
    suite.hit(NOON, { pageName: "p", xact: "T1", v1: "a" });
    expect(suite.hit(NOON + SECOND, { pageName: "p", xact: "T1", v1: "b" }).transactions).toEqual([]);
    expect(suite.hit(NOON + SECOND, { pageName: "p", xact: "T1", v1: "c", vid: "other" }).transactions).toEqual([]);
    expect(suite.transactions.get("T1")).toMatchObject({ visitor: "vid:v", snapshot: { evar1: "a" } });
  });

  test("SN6 IR4 D14 is taken for each of several ids, of up to 100 bytes", () => {
    const suite = openFold();
    const { row } = suite.hit(NOON, { pageName: "p", xact: `call_1, lead_1,call_1,${"x".repeat(100)},${"y".repeat(101)},last`, v1: "a" });
    expect(row.transactionIds).toEqual(["call_1", "lead_1", "x".repeat(100), "last"]);
    expect([...suite.transactions.values()].map((record) => [record.id, record.snapshot["evar1"]])).toEqual(row.transactionIds.map((id) => [id, "a"]));
  });

  test("T2 is not taken while storage is off, when only the id is noted as seen; a later hit may record it", () => {
    const suite = openFold({ transactionIdStorage: false });
    const seen = suite.hit(NOON, { pageName: "p", xact: "T1", v1: "a" });
    expect(seen.row.transactionIds).toEqual([]);
    expect(seen.transactions).toEqual([
      {
        id: "T1",
        isRecorded: false,
        visitor: "",
        hitAt: NOON,
        receivedAt: NOON,
        expiresAt: NOON,
        snapshot: {},
        lists: {},
        setAt: {},
        productCategory: "",
        productName: "",
        order: null,
        orderId: "",
      },
    ]);
    expect(suite.hit(NOON + SECOND, { pageName: "p", xact: "T1" }).transactions).toEqual([]);
    suite.change({ transactionIdStorage: true });
    expect(suite.hit(NOON + 2 * SECOND, { pageName: "p", xact: "T1" }).transactions).toMatchObject([{ id: "T1", isRecorded: true, snapshot: { evar1: "a" } }]);
    suite.change({ transactionIdStorage: false });
    expect(suite.hit(NOON + 3 * SECOND, { pageName: "p", xact: "T1" }).transactions).toEqual([]);
  });
});

test("days before the first and since the last purchase are whole days; a purchase sees the one before it", () => {
  const suite = openFold();
  const seen = (at: number, parameters = {}) => {
    const { post } = suite.hit(at, { pageName: "p", ...parameters }).row;
    return [post["daysbeforefirstpurchase"], post["dayssincelastpurchase"]];
  };
  expect(seen(NOON)).toEqual([undefined, undefined]);
  expect(seen(NOON + 3 * DAY - 1, { events: "purchase" })).toEqual(["2", undefined]);
  expect(seen(NOON + 5 * DAY)).toEqual(["2", "2"]);
  expect(seen(NOON + 13 * DAY, { events: "purchase" })).toEqual(["2", "10"]);
  expect(seen(NOON + 13 * DAY + HOUR)).toEqual(["2", "0"]);
});

describe("identity", () => {
  test("V12 a known visitor's device is given once, with how it became known", () => {
    const suite = openFold();
    expect(suite.hit(NOON, { vid: "u", fid: "f1", pageName: "p" }).identity).toEqual({ visitor: "vid:u", device: "fid:f1", learnedAt: NOON, how: "hit" });
    expect(suite.hit(NOON, { vid: "u", fid: "f1", pageName: "p" }).identity).toBeNull();
    expect(suite.hit(NOON, { fid: "f1", pageName: "p" }).identity).toBeNull();
    expect(suite.message(NOON, { type: "identify", userId: "u", anonymousId: "a1", traits: {} })?.identity).toMatchObject({
      device: "anon:a1",
      how: "identify",
    });
    expect(suite.message(NOON, { type: "alias", userId: "u", previousId: "a2" })?.identity).toMatchObject({ device: "anon:a2", how: "alias" });
  });

  test("V11 a Segment userId and an image request's vid are one visitor", () => {
    const suite = openFold({ variables: { evar1: { from: "properties.plan" } } });
    suite.message(NOON, { type: "track", event: "Signed Up", userId: "u", properties: { plan: "gold" } });
    expect(suite.hit(NOON + MINUTE, { vid: "u", pageName: "p" }).row).toMatchObject({ visitor: "vid:u", hitNumber: 2, post: { evar1: "gold" } });
  });

  test("an address and user agent are never a device: a known visitor takes nothing from them", () => {
    const suite = openFold({ variables: { evar1: { expiration: { kind: "never" } } } });
    const anonymous = suite.parse({ door: "image", receivedAt: NOON, client: "c1", payload: { query: "pageName=p&v1=a", referer: "" } });
    expect(anonymous).toMatchObject({ hit: { visitor: "ipua:c1", device: "" } });
    expect(suite.hit(NOON, { vid: "u", pageName: "p" }).identity).toBeNull();
  });

  test("V9 a known visitor takes over past purchases from the device, and the number of the next visit if that visit is over", () => {
    const suite = openFold();
    suite.hit(NOON, { fid: "f", ...ORDER });
    const { row, isNewVisitor } = suite.hit(NOON + 2 * DAY, { fid: "f", vid: "u", pageName: "p" });
    expect(isNewVisitor).toBe(true);
    expect(row).toMatchObject({ visitNumber: 2, hitNumber: 1, post: { visitnumber: "2", daysbeforefirstpurchase: "0", dayssincelastpurchase: "2" } });
    expect(suite.hit(NOON + 2 * DAY + MINUTE, { fid: "f", vid: "u", pageName: "p" }).isNewVisitor).toBe(false);
  });
});

test("SG2 RT3 RT4 a refund is a hit like others: what it gives back waits for its order, and the id and the purchase stay as they are", () => {
  const suite = openFold({ variables: { evar1: { expiration: { kind: "event", event: "purchase" } } } });
  const products = [{ name: "boot", category: "shoes", price: 40, quantity: 2 }];
  suite.message(NOON, { type: "track", event: "Order Completed", userId: "u", properties: { order_id: "O1", revenue: 85.5, products } });
  suite.hit(NOON + MINUTE, { vid: "u", pageName: "p", v1: "a" });
  const refund = suite.message(NOON + DAY, {
    type: "track",
    event: "Order Refunded",
    userId: "u",
    properties: { order_id: "O2", total: 40, products: [{ name: "boot", price: 40, quantity: 1 }, { sku: "s" }] },
  });
  expect(refund?.row).toMatchObject({
    isReturn: false,
    orders: 0n,
    units: 0n,
    revenue: 0n,
    products: [],
    transactionIds: ["O2"],
    post: { evar1: "a", dayssincelastpurchase: "1" },
  });
  expect(refund?.transactions).toEqual([]);
  expect(refund?.waits).toMatchObject({ key: "O2" });
  expect(readAsk(refund?.waits?.amounts ?? "")).toEqual({
    products: [
      { category: "", name: "boot", skus: [], units: 100_000_000n, revenue: 4_000_000_000n },
      { category: "", name: "", skus: ["s"], units: 100_000_000n, revenue: null },
    ],
    orders: null,
    units: null,
    revenue: 4_000_000_000n,
    metrics: {},
    windowMs: 90 * DAY,
    lateLinking: true,
  });
});

test("SG2 a refund that names no order counts the negative of what it names, at once", () => {
  const suite = openFold();
  const refund = (properties: object) => suite.message(NOON, { type: "track", event: "Order Refunded", userId: "u", properties })?.row;
  const one = refund({ total: 40, products: [{ name: "boot", price: 45, quantity: 1 }] });
  expect(one).toMatchObject({ isReturn: true, orders: 0n, units: -100_000_000n, revenue: -4_000_000_000n });
  expect(one?.products).toMatchObject([{ name: "boot", units: -100_000_000n, revenue: -4_500_000_000n }]);
  expect(refund({ total: 85.5 })).toMatchObject({ isReturn: true, orders: -100_000_000n, units: 0n, revenue: -8_550_000_000n });
});
