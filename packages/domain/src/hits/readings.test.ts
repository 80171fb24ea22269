import { describe, expect, test } from "vitest";
import { SUITE } from "../processing/fold.fixture.ts";
import { formatDecimal } from "../values/decimal.ts";
import type { Hit } from "./hit.ts";
import { parseHit } from "./parse-hit.ts";
import { suiteRules } from "./suite-rules.ts";

/** Segment calls and image requests read a value in the same way. */
const NOW = Date.UTC(2026, 10, 22, 12);
type Settings = Partial<typeof SUITE>;

function image(query: Readonly<Record<string, string>> | string, settings: Settings = {}): Hit {
  const text = typeof query === "string" ? query : new URLSearchParams({ vid: "v", pageName: "p", ...query }).toString();
  return kept(parseHit({ door: "image", receivedAt: NOW, client: "c", payload: { query: text, referer: "" } }, suiteRules({ ...SUITE, ...settings })));
}
function order(properties: object, settings: Settings = {}): Hit {
  const message = { type: "track", event: "Order Completed", userId: "v", properties };
  return kept(parseHit({ door: "batch", receivedAt: NOW, client: "", payload: { message, call: "batch" } }, suiteRules({ ...SUITE, ...settings })));
}
function kept(parsed: ReturnType<typeof parseHit>): Hit {
  if (parsed.kind !== "keep") throw new Error(`${parsed.reason}: ${parsed.why.code}`);
  return parsed.hit;
}
const told = (hit: Hit) => hit.unread.map(({ reason, field, value, count }) => [reason, field, value, count]);

describe("D5 amounts", () => {
  test.each([
    ["1,234.50", "1234.5"],
    ["$5.50", "5.5"],
    ["59,90", "59.9"],
    ["1.234,50", "1234.5"],
    ["1 234,50", "1234.5"],
    ["(5.50)", "-5.5"],
  ])("D5 %s of an order is read", (revenue, expected) => {
    const hit = order({ order_id: "1", revenue, products: [{ name: "Boot", price: revenue }] });
    expect([formatDecimal(hit.revenue), formatDecimal(hit.products[0]?.revenue ?? 0n), told(hit)]).toEqual([expected, expected, []]);
  });

  test.each([
    ["59,90", "59.9"],
    ["$5.50", "5.5"],
    ["1.234,50", "1234.5"],
    ["1,234.50", "1234.5"],
    ["1,234,567.50", "1234567.5"],
  ])("D5 %s is read as a price and as an event's value of an image request too, although commas part those lists", (text, expected) => {
    const hit = image({ events: `purchase,event1=${text},event2`, products: `;Boot;1;${text};event3=2,shoes;Lace;1;${text},;2 for 1;1;4` });
    expect(hit.products.map(({ name, revenue }) => [name, formatDecimal(revenue)])).toEqual([
      ["Boot", expected],
      ["Lace", expected],
      ["2 for 1", "4"],
    ]);
    expect(hit.events.map(({ metric, amount }) => [metric, formatDecimal(amount)])).toEqual([
      ["event1", expected],
      ["event2", "1"],
    ]);
    expect(told(hit)).toEqual([]);
  });

  test.each(["abc", "1,234", "1e15", "12.3.4"])("D5 %s is kept out, and told where it stood", (text) => {
    const reason = text === "1,234" ? "amount.ambiguous" : text === "1e15" ? "amount.too_large" : "amount.unreadable";
    const hit = order({
      order_id: "1",
      revenue: text,
      products: [
        { name: "Boot", price: text, quantity: 2 },
        { name: "Lace", price: text },
      ],
    });
    expect([hit.orders > 0n, hit.revenue, hit.units]).toEqual([true, 0n, 300_000_000n]);
    expect(told(hit)).toEqual([
      [reason, "properties.products.price", text, 2],
      [reason, "properties.revenue", text, 1],
    ]);
  });

  test("D5 an unreadable event value, price and quantity of an image request are left out; the hit and the rest stay", () => {
    const hit = image({ events: "purchase,event1=abc,event2=7,event3", products: "shoes;boot;2;1e15,;sock;x;4.50;event4=no|event5=2" });
    expect(hit.events).toEqual([
      { metric: "event2", amount: 700_000_000n, serial: "" },
      { metric: "event3", amount: 100_000_000n, serial: "" },
    ]);
    expect([hit.units, hit.revenue]).toEqual([200_000_000n, 450_000_000n]);
    expect(new Set(told(hit))).toEqual(
      new Set([
        ["amount.too_large", "products.price", "1e15", 1],
        ["amount.unreadable", "event1", "abc", 1],
        ["amount.unreadable", "products.event4", "no", 1],
        ["amount.unreadable", "products.quantity", "x", 1],
      ]),
    );
  });

  test("D5 a quantity that cannot be read makes no line", () => {
    const hit = order({ order_id: "1", products: [{ name: "Boot", price: 20, quantity: "two" }] });
    expect([hit.units, hit.revenue, told(hit)]).toEqual([0n, 0n, [["amount.unreadable", "properties.products.quantity", "two", 1]]]);
  });

  test("D5 a value that is neither text nor number is told too", () => {
    expect(told(order({ order_id: "1", revenue: { amount: 5 } }))).toEqual([["amount.unreadable", "properties.revenue", '{"amount":5}', 1]]);
    expect(told(order({ order_id: "1", revenue: null, total: "" }))).toEqual([]);
  });

  test("D5 an amount of a suite's own event is read in the same way; text without a figure means that the event happened", () => {
    const variables = { event1: { from: "properties.fee" }, event2: { from: "properties.paid", eventType: "currency" } } as const;
    const own = (fee: unknown, paid: unknown) => order({ order_id: "1", fee, paid }, { variables });
    expect(own("1,234.50", "59,90").events.map(({ amount }) => formatDecimal(amount))).toEqual(["1234.5", "59.9"]);
    expect(own("yes", "abc")).toMatchObject({ events: [{ metric: "event1", amount: 100_000_000n }], unread: [{ field: "properties.paid", value: "abc" }] });
  });
});

describe("D6 order ids", () => {
  const ID = "WEB-2026-11-28-000000123";
  const both = (id: string, settings?: Settings) => [
    image({ events: "purchase", products: ";a;1;1", purchaseID: id }, settings).purchaseId,
    order({ order_id: id }, settings).purchaseId,
  ];
  test.each([ID, `${ID}\u00a0`, "a, b", "x".repeat(100), "\u00e9".repeat(50)])("D6 %s is one id, whichever door it comes by", (id) => {
    expect(both(id)).toEqual([id.replace("\u00a0", ""), id.replace("\u00a0", "")]);
  });
  test("D6 keep 100 bytes, or the 20 of old tags if a suite says so", () => {
    expect(both("x".repeat(120))).toEqual(["x".repeat(100), "x".repeat(100)]);
    expect(both(ID, { purchaseIdBytes: 20 })).toEqual([ID.slice(0, 20), ID.slice(0, 20)]);
  });
});

describe("D7 transaction ids", () => {
  test.each(["\u00a0", "\u000b", "\u0000", "\u0085", "\u200e", " \u2003"])("D7 lose %j around them at both doors", (mark) => {
    expect(image({ xact: `A1${mark},${mark}B2` }).transactionIds).toEqual(["A1", "B2"]);
    expect(order({ order_id: `${mark}A1${mark}` }).transactionIds).toEqual(["A1"]);
  });
  test("D7 ID2 of people are read so too, in Unicode's composed form", () => {
    expect(image({ vid: "Zoe\u0308\u00a0" }).visitor).toBe("vid:Zo\u00eb");
  });
});

describe("D9 a dynamic value", () => {
  const dims = (query: string) => image(`vid=v&${query}`).dims;
  test("D9 is the value of the parameter that it names", () => {
    expect(dims("pageName=Home&v1=red&v2=D=v1&c3=D=pageName")).toMatchObject({ page: "Home", evar1: "red", evar2: "red", prop3: "Home" });
    expect(dims("pageName=Home&v1=red&v2=D%3Dv1&c3=D%3DpageName&v0=D%3Dv2")).toMatchObject({ evar2: "red", prop3: "Home", campaign: "red" });
  });
  test("D9 may come before the parameter, use its other name, and name a parameter that is dynamic itself", () => {
    expect(dims("v2=D=v1&v1=D=gn&pageName=Home&c1=D=server&sv=web1&ch=D=c1")).toMatchObject({ evar1: "Home", evar2: "Home", prop1: "web1", channel: "web1" });
    expect(dims("gn=D=v5&v5=Blue")).toMatchObject({ page: "Blue" });
    expect(dims("pageName=p&c1=D=g&g=https%3A%2F%2Fshop.example%2Fa&v3=D=r&r=https%3A%2F%2Fblog.example%2F&v4=D=vid&zip=D=v6&v6=1012")).toMatchObject({
      prop1: "https://shop.example/a",
      evar3: "https://blog.example/",
      evar4: "v",
      zip: "1012",
    });
  });
  test("D9 may join several parameters", () => {
    expect(dims("pageName=Home&v1=red&v2=D%3DpageName%2B%22%3A%22%2Bv1")).toMatchObject({ evar2: "Home:red" });
  });
  test("D9 is blank when its parameter is not sent, and stays as it is when it names none", () => {
    expect(dims("pageName=p&v2=D=v1&c3=D=c9")).toEqual({ page: "p" });
    expect(dims("pageName=p&v2=D=nothing&v3=D=&v4=D=v1%20or%20so")).toMatchObject({ evar2: "D=nothing", evar3: "D=", evar4: "D=v1 or so" });
  });
  test("D9 that names itself, directly or through others, is blank", () => {
    expect(dims("pageName=p&v1=D=v2&v2=D=v1")).toEqual({ page: "p" });
    const wound = Array.from({ length: 40 }, (_, n) => `v${n + 1}=D%3D${Array.from({ length: 30 }, () => `v${n + 2}`).join("%2B")}`).join("&");
    expect(dims(`pageName=p&${wound}&v41=x`)).toMatchObject({ evar40: "x".repeat(30) });
  });
  test("D9 begins with the text that the request sets", () => {
    expect(dims("pageName=p&D=~&v1=red&v2=~v1&v3=D=v1")).toMatchObject({ evar2: "red", evar3: "D=v1" });
  });
  test("D9 is replaced in context data, lists, events and products", () => {
    const hit = image("vid=v&pageName=p&v1=red&l1=D=v1&events=D=v7&v7=event1%3D4&c.&colour=D=v1&.c", { variables: { evar9: { from: "contextData.colour" } } });
    expect(hit).toMatchObject({ dims: { evar9: "red" }, lists: { list1: ["red"] }, events: [{ metric: "event1", amount: 400_000_000n }] });
  });
});

test("D14 a list of products or events beyond its limit is cut between entries, and told", () => {
  const entries = Array.from({ length: 9_000 }, (_, n) => `;p${n};1;1`);
  const hit = image({ events: "purchase", products: entries.join(",") });
  expect(hit.products.length).toBeGreaterThan(6_000);
  expect(told(hit)).toEqual([["list.cut", "products", expect.any(String), entries.length - hit.products.length]]);
});

test("D15 the lines of an order are summed before rounding", () => {
  expect(formatDecimal(order({ order_id: "1", products: Array.from({ length: 300 }, () => ({ name: "a", price: 0.333333 })) }).revenue)).toBe("99.9999");
  expect(formatDecimal(order({ order_id: "1", products: [{ name: "a", price: "0.333333", quantity: 300 }] }).revenue)).toBe("99.9999");
  expect(formatDecimal(image({ events: "purchase", products: Array.from({ length: 300 }, () => ";a;1;0.333333").join(",") }).revenue)).toBe("99.9999");
});
