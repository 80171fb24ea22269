import { describe, expect, test } from "vitest";
import { SUITE } from "../processing/fold.fixture.ts";
import type { Hit, ParsedHit } from "./hit.ts";
import { parseHit } from "./parse-hit.ts";
import { splitRequest } from "./split-request.ts";
import { suiteRules } from "./suite-rules.ts";

const NOW = Date.UTC(2026, 10, 22, 12);

function parse(message: unknown, { envelope = {}, settings = {} }: { envelope?: object; settings?: Partial<typeof SUITE> } = {}): ParsedHit {
  return parseHit({ door: "batch", receivedAt: NOW, client: "", payload: { message, call: "batch", ...envelope } }, suiteRules({ ...SUITE, ...settings }));
}

function hit(message: object, options?: Parameters<typeof parse>[1]): Hit {
  const parsed = parse({ userId: "u", ...message }, options);
  if (parsed.kind !== "keep") throw new Error(`${parsed.reason}: ${parsed.why.code}`);
  return parsed.hit;
}

function reason(message: unknown, options?: Parameters<typeof parse>[1]): string {
  const parsed = parse(message, options);
  return parsed.kind === "keep" ? "kept" : parsed.reason;
}

describe("the default mapping", () => {
  test("SG1 Order Completed is a purchase; its id is the purchase id and the transaction id", () => {
    const properties = {
      order_id: "50314b8e",
      revenue: 25.5,
      total: 30,
      currency: "USD",
      products: [
        { product_id: "1", sku: "45790-32", name: "Monopoly", price: 9.5, quantity: 2, category: "Games" },
        { product_id: "2", sku: "46493-32", price: "6.50" },
      ],
    };
    expect(hit({ type: "track", event: "Order Completed", messageId: "m1", properties })).toMatchObject({
      orders: 100_000_000n,
      units: 300_000_000n,
      revenue: 2_550_000_000n,
      purchaseId: "50314b8e",
      transactionIds: ["50314b8e"],
      messageId: "m1",
      isPageView: false,
      isReturn: false,
      products: [
        { category: "Games", name: "Monopoly", units: 200_000_000n, revenue: 1_900_000_000n },
        { category: "", name: "46493-32", units: 100_000_000n, revenue: 650_000_000n },
      ],
    });
    expect(hit({ type: "track", event: "Order Completed", properties: { ...properties, revenue: undefined } }).revenue).toBe(3_000_000_000n);
    expect(hit({ type: "track", event: "Order Completed", properties: { products: properties.products } })).toMatchObject({
      revenue: 2_550_000_000n,
      purchaseId: "",
      transactionIds: [],
    });
  });

  test.each([
    ["Product Viewed", "productviews"],
    ["Product Added", "cartadditions"],
    ["Product Removed", "cartremovals"],
  ])("SG3 %s names one product", (event, metric) => {
    expect(hit({ type: "track", event, properties: { name: "Boot", category: "Shoes", price: 40 } })).toMatchObject({
      events: [{ metric, amount: 100_000_000n, serial: "" }],
      products: [{ category: "Shoes", name: "Boot", units: 0n, revenue: 0n }],
    });
  });

  test.each([
    ["Cart Viewed", "cartviews"],
    ["Checkout Started", "checkouts"],
  ])("SG3 %s names its products, but is no transaction yet", (event, metric) => {
    expect(hit({ type: "track", event, properties: { order_id: "O1", products: [{ name: "Boot" }] } })).toMatchObject({
      events: [{ metric }],
      products: [{ name: "Boot" }],
      transactionIds: [],
      orders: 0n,
    });
  });

  test("any other event is a plain hit", () => {
    expect(hit({ type: "track", event: "Product List Viewed", properties: { products: [{ name: "Boot" }] } })).toMatchObject({
      events: [],
      products: [],
      isPageView: false,
    });
  });

  test("SG3 a page is named by name, else path; its category is the site section; the campaign's name is the tracking code", () => {
    const context = {
      campaign: { name: "spring", medium: "email" },
      page: { path: "/boots", url: "https://shop.example/boots", referrer: "https://mail.example/" },
    };
    expect(hit({ type: "page", name: "Boots", category: "Shoes", context })).toMatchObject({
      isPageView: true,
      dims: {
        page: "Boots",
        channel: "Shoes",
        pageurl: "https://shop.example/boots",
        campaign: "spring",
        referringdomain: "mail.example",
        marketingchannel: "Email",
        marketingchanneldetail: "spring",
      },
    });
    expect(hit({ type: "page", context }).dims["page"]).toBe("/boots");
    expect(hit({ type: "page", properties: { path: "/x", url: "https://shop.example/x" } }).dims["page"]).toBe("/x");
    expect(hit({ type: "screen", name: "Start" })).toMatchObject({ isPageView: true, dims: { page: "Start" } });
    expect(hit({ type: "track", event: "E", context: { page: context.page } }).dims["page"]).toBeUndefined();
  });

  test("CH2 a given channel wins over the one that the campaign suggests", () => {
    const context = { campaign: { name: "spring", medium: "email" } };
    expect(hit({ type: "page", name: "p", properties: { channel: "Influencer" }, context }).dims["marketingchannel"]).toBe("Influencer");
    expect(hit({ type: "page", name: "p", channel: "server", context }).dims["marketingchannel"]).toBe("Email");
  });

  test("V12 identify, group and alias are not page views", () => {
    for (const type of ["identify", "group", "alias"]) expect(hit({ type, name: "no" })).toMatchObject({ isPageView: false, dims: {} });
  });
});

test("SG4 variables are read from the paths that the suite sets", () => {
  const settings: Partial<typeof SUITE> = {
    variables: {
      evar3: { from: "properties.coupon" },
      evar4: { from: "traits.plan" },
      prop1: { from: "context.device.type" },
      list1: { from: "properties.tags" },
      list2: { from: "properties.flat", delimiter: "|" },
      campaign: { from: "properties.code" },
      event1: { from: "properties.score" },
      event2: { from: "event.Signed Up" },
      event3: { from: "properties.isTrial" },
      product: { from: "properties.products.sku" },
      category: { from: "properties.department" },
      marketingchannel: { from: "properties.channel" },
    },
  };
  const message = {
    type: "track",
    event: "Signed Up",
    properties: { coupon: "TEN", tags: ["a", "7,8", "a", {}], flat: "x|y", code: "own", score: "2.5", isTrial: true, channel: "Store" },
    context: { device: { type: "phone" }, campaign: { name: "other" }, traits: { plan: "gold" } },
  };
  expect(hit(message, { settings })).toMatchObject({
    dims: { evar3: "TEN", evar4: "gold", prop1: "phone", list1: "a\n7,8", list2: "x\ny", campaign: "own", marketingchannel: "Store" },
    lists: { list1: ["a", "7,8"], list2: ["x", "y"] },
    events: [
      { metric: "event1", amount: 250_000_000n },
      { metric: "event2", amount: 100_000_000n },
      { metric: "event3", amount: 100_000_000n },
    ],
  });
  const order = { type: "track", event: "Order Completed", properties: { products: [{ name: "Boot", sku: "B1", department: "Shoes", price: 4 }] } };
  expect(hit(order, { settings }).products).toMatchObject([{ name: "B1", category: "Shoes" }]);
});

describe("time", () => {
  const at = (message: object, sentAt?: string) => hit({ type: "page", name: "p", ...message }, { envelope: sentAt === undefined ? {} : { sentAt } }).at;

  test("SG5 the timestamp is corrected by the error of the sender's clock", () => {
    expect(at({})).toBe(NOW);
    expect(at({ timestamp: "2026-11-22T11:00:00.000Z" })).toBe(NOW - 3_600_000);
    expect(at({ timestamp: "2026-11-22T11:00:00.000Z" }, "2026-11-22T11:59:58.000Z")).toBe(NOW - 3_600_000);
    expect(at({ timestamp: "2026-11-22T10:00:00.000Z" }, "2026-11-22T10:00:30.000Z")).toBe(NOW - 30_000);
    expect(at({ timestamp: "2026-11-23T12:00:00.000Z" }, "2026-11-23T12:00:30.000Z")).toBe(NOW - 30_000);
  });

  test("BH3 a time that cannot be read, or is in the future, is told", () => {
    expect(reason({ type: "page", name: "p", userId: "u", timestamp: "yesterday" })).toBe("timestamp.invalid");
    for (const timestamp of ["2024-02-30", "2023-02-29T10:00:00Z", "2026-04-31T23:00:00+02:00"])
      expect(reason({ type: "page", name: "p", userId: "u", timestamp })).toBe("timestamp.invalid");
    expect(at({ timestamp: "2024-02-29T23:00:00-02:00" })).toBe(Date.UTC(2024, 2, 1, 1));
    expect(reason({ type: "page", name: "p", userId: "u", timestamp: "2026-11-22T12:10:00.001Z" })).toBe("timestamp.future");
    expect(reason({ type: "page", name: "p", userId: "u", timestamp: "2026-11-22T12:10:00.000Z" })).toBe("kept");
  });
});

describe("a bad message is kept with its reason", () => {
  test.each<[string, unknown, string]>([
    ["no object", "text", "hit.malformed"],
    ["an array", [], "hit.malformed"],
    ["an unknown type", { type: "video", userId: "u" }, "type.unknown"],
    ["no type at all", { userId: "u" }, "type.unknown"],
    ["BH4 nobody", { type: "track", event: "E" }, "identity.missing"],
    ["a blank user id", { type: "track", event: "E", userId: " " }, "identity.missing"],
    ["a user id of 101 bytes", { type: "track", event: "E", userId: "u".repeat(101) }, "identity.too_long"],
    ["a track call without its event", { type: "track", userId: "u" }, "event.missing"],
    ["a page without name, path and URL", { type: "page", userId: "u" }, "page.missing"],
    ["BH4 CY3 no currency", { type: "track", event: "Order Completed", userId: "u", properties: { currency: "dollars" } }, "currency.invalid"],
  ])("%s", (_what, message, expected) => expect(reason(message)).toBe(expected));

  test("the call replaces a missing type; a number is an id too", () => {
    expect(parse({ userId: 7, event: "E" }, { envelope: { call: "track" } })).toMatchObject({ kind: "keep", hit: { visitor: "vid:7" } });
    expect(parse({ anonymousId: "a", userId: null, event: "E" }, { envelope: { call: "track" } })).toMatchObject({
      hit: { visitor: "anon:a", isKnown: false },
    });
  });

  test("an order of thousands of lines is read whole", () => {
    const products = Array.from({ length: 6000 }, (_, n) => ({ name: `Product ${n}`, category: "x".repeat(60), price: 2, quantity: 1 }));
    const order = hit({ type: "track", event: "Order Completed", userId: "u", properties: { order_id: "o", products } });
    expect([order.products.length, order.revenue]).toEqual([6000, 1_200_000_000_000n]);
  });

  test("the context of a batch applies to its messages, whose own keys win", () => {
    const batch = { context: { campaign: { name: "spring" }, page: { path: "/shared" } } };
    expect(hit({ type: "page", context: { page: { path: "/own" } } }, { envelope: { batch } }).dims).toMatchObject({ campaign: "spring", page: "/own" });
    expect(hit({ type: "page" }, { envelope: { batch } }).dims["page"]).toBe("/shared");
  });

  test("half of a surrogate pair does not reach the warehouse", () => {
    const settings = { variables: { evar1: { from: "properties.x" } } };
    const payload = `{"type":"track","event":"E","userId":"u\\ud83d","properties":{"x":"a\\ud83d\\udc4db\\udc4d"}}`;
    const [raw] = splitRequest({ door: "track", receivedAt: NOW, client: "", payload });
    expect(raw && parseHit(raw, suiteRules({ ...SUITE, ...settings }))).toMatchObject({ hit: { visitor: "vid:u\ufffd", dims: { evar1: "a👍b\ufffd" } } });
  });
});
