import { readHitFault } from "@rapport/contract/refusals";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openFold, SUITE } from "../processing/fold.fixture.ts";
import { processHit } from "../processing/process-hit.ts";
import type { Profile } from "../processing/profile.ts";
import type { RawHit } from "./hit.ts";
import { parseEvents } from "./events.ts";
import { parseHit } from "./parse-hit.ts";
import { parseProducts } from "./products.ts";
import { splitRequest } from "./split-request.ts";
import { suiteRules } from "./suite-rules.ts";
import { byteLength } from "../values/text.ts";
import { UnreadValues } from "../values/unread.ts";
import { parseTimestamp } from "./timestamp.ts";

const RUNS = { numRuns: 10_000 };
const NOW = Date.UTC(2026, 10, 22);
const RULES = suiteRules({
  ...SUITE,
  variables: {
    evar1: { from: "properties.a.b", allocation: "linear" },
    evar2: { from: "contextData.a", expiration: { kind: "event", event: "event1" } },
    list1: { from: "properties.products" },
    event2: { from: "properties.revenue" },
  },
});

const junk = fc.string({ unit: "binary" });
const name = fc.oneof(
  fc.constantFrom(
    "vid",
    "aid",
    "fid",
    "pageName",
    "g",
    "-g",
    "r",
    "events",
    "products",
    "purchaseID",
    "xact",
    "cc",
    "ts",
    "pe",
    "pev2",
    "c.",
    ".c",
    "h.",
    ".h",
    "v0",
    "v1",
    "v250",
    "c1",
    "l1",
    "l2",
    "zip",
    "ch",
    "AQB",
  ),
  junk,
);
const value = fc.oneof(
  fc.constantFrom(
    "",
    "purchase",
    "event1=2,event1:A",
    ";a;1;2;event1=1|event2=x;eVar1=b,;;;",
    "%",
    "%E9",
    "%C3",
    "+",
    "1795348800",
    "2026-11-22T00:00:00Z",
    "EUR",
    "USD",
    "https://www.google.com/?q=%E9",
    "lnk_o",
    "T1,T2",
  ),
  junk,
);
const query = fc.array(fc.tuple(name, value)).map((pairs) => pairs.map(([key, text]) => `${key}=${text}`).join("&"));

const image = fc.record({ query: fc.oneof(query, junk), referer: junk }).map((payload) => ({ door: "image", payload: JSON.stringify(payload) }));

const scalar = fc.oneof(
  junk,
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, "2026-11-22T00:00:00Z", "USD", "track", "page", "alias", "Order Completed", "Order Refunded", "Product Added", "1e400", "\ud800"),
);
const properties = fc.record(
  {
    order_id: scalar,
    revenue: scalar,
    total: scalar,
    currency: scalar,
    name: scalar,
    path: scalar,
    url: scalar,
    referrer: scalar,
    a: fc.oneof(scalar, fc.record({ b: scalar })),
    products: fc.oneof(
      scalar,
      fc.array(fc.oneof(scalar, fc.record({ name: scalar, sku: scalar, price: scalar, quantity: scalar, category: scalar }, { requiredKeys: [] }))),
    ),
  },
  { requiredKeys: [] },
);
const message = fc.record(
  {
    type: fc.oneof(fc.constantFrom("track", "page", "screen", "identify", "group", "alias"), scalar),
    event: fc.oneof(fc.constantFrom("Order Completed", "Order Refunded", "Product Added", "Cart Viewed"), scalar),
    userId: scalar,
    anonymousId: scalar,
    previousId: scalar,
    messageId: scalar,
    timestamp: scalar,
    name: scalar,
    properties: fc.oneof(properties, scalar),
    traits: fc.anything(),
    context: fc.oneof(scalar, fc.record({ page: fc.oneof(scalar, properties), campaign: fc.oneof(scalar, properties) })),
  },
  { requiredKeys: [] },
);
const segment = fc
  .oneof(
    fc
      .record({ batch: fc.oneof(fc.array(fc.oneof(message, fc.anything()), { maxLength: 3 }), scalar), sentAt: scalar, context: scalar }, { requiredKeys: [] })
      .map((payload) => JSON.stringify(payload, (_, item: unknown) => (typeof item === "bigint" ? String(item) : item))),
    fc.json(),
    junk,
  )
  .map((payload) => ({ door: "batch", payload: payload ?? "" }));

function hitsOf({ door, payload }: { door: string; payload: string }): RawHit[] {
  return splitRequest({ door, payload, receivedAt: NOW, client: "c" });
}

function isSound(request: { door: string; payload: string }): boolean {
  return hitsOf(request).every(isSoundHit);
}

function isSoundHit(hit: RawHit): boolean {
  const parsed = parseHit(hit, RULES);
  if (parsed.kind === "quarantine") return readHitFault(parsed.why) !== null;
  const { dims, visitor, transactionIds, at } = parsed.hit;
  return (
    Object.values(dims).every((text) => text !== "" && byteLength(text) <= 4_096) &&
    byteLength(visitor) <= 105 &&
    transactionIds.every((id) => id !== "" && byteLength(id) <= 100) &&
    at >= 0 &&
    at <= NOW + 600_000
  );
}

test("any image request is kept or quarantined, never an exception", () => {
  fc.assert(
    fc.property(image, (hit) => isSound(hit)),
    RUNS,
  );
});

test("any Segment message is kept or quarantined, never an exception", () => {
  fc.assert(
    fc.property(segment, (hit) => isSound(hit)),
    RUNS,
  );
});

test("any kind of call and payload is kept or quarantined, never an exception", () => {
  fc.assert(
    fc.property(fc.record({ door: fc.oneof(fc.constantFrom("image", "batch", "track"), junk), payload: junk }), (hit) => isSound(hit)),
    RUNS,
  );
});

test("any events, products and times are read without an exception", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...Array.from("event1purchase=:;|,.-20TZ")) }), (text) => {
      parseEvents(text, new UnreadValues());
      parseProducts(text, new UnreadValues());
      const time = parseTimestamp(text);
      return time === null || Number.isInteger(time);
    }),
    RUNS,
  );
});

test("any history of hits is processed without an exception, and storing the state between hits changes nothing", () => {
  const step = fc.record({ hit: fc.oneof(image, segment), later: fc.integer({ min: -100_000, max: 5_000_000 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let at = NOW;
      const inMemory = new Map<string, Profile>();
      const claimed = new Set<string>();
      const suite = openFold();
      for (const { hit, later } of steps) {
        at = Math.max(0, at + later);
        const [raw] = hitsOf(hit);
        const parsed = raw && parseHit({ ...raw, receivedAt: at }, RULES);
        if (parsed?.kind !== "keep") continue;
        const processed = processHit({
          hit: parsed.hit,
          profile: inMemory.get(parsed.hit.visitor) ?? null,
          device: inMemory.get(parsed.hit.device) ?? null,
          rules: RULES,
          claims: { has: ({ kind, key }) => claimed.has(`${kind} ${key}`), transaction: (id) => suite.transactions.get(id) && "recorded" },
        });
        if (processed === null) continue;
        expect(JSON.parse(JSON.stringify(processed.profile))).toEqual(processed.profile);
        inMemory.set(parsed.hit.visitor, processed.profile);
        for (const { kind, key } of processed.claims) claimed.add(`${kind} ${key}`);
        expect(processed.row.visitNumber).toBeGreaterThan(0);
        expect(processed.row.hitNumber).toBeGreaterThan(0);
      }
    }),
    // 12 hits in each history: more than 10,000 hits in all.
    { numRuns: 2_000 },
  );
});
