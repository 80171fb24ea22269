import { expect, test } from "vitest";
import { decideRefund } from "./decide-refund.ts";
import { NOTHING_TAKEN } from "./recorded-order.ts";
import type { RefundAsk } from "./refund.ts";
import { ONE } from "../values/decimal.ts";

const DAY = 86_400_000;
const NOW = 1_000 * DAY;
const ASK: RefundAsk = { products: [], orders: null, units: null, revenue: null, metrics: {}, windowMs: 90 * DAY, lateLinking: true };
const PART: RefundAsk = { ...ASK, products: [{ category: "", name: "Boot", skus: [], units: ONE, revenue: 20n * ONE }] };
const order = { orders: ONE, units: ONE, revenue: 20n * ONE, lines: [{ category: "", name: "Boot", skus: [], units: ONE, revenue: 20n * ONE }] };
const hit = (at: number) => ({ kind: "recorded", hitAt: at, processedAt: at, expiresAt: at + 90 * DAY, order }) as const;
const decide = (ask: RefundAsk, { named, isFirst = true }: { named: Parameters<typeof decideRefund>[1]["named"]; isFirst?: boolean }) =>
  decideRefund(ask, { receivedAt: NOW, named, taken: NOTHING_TAKEN, isFirst });

test("RT4 of an unknown order nothing is given back when no line is named, else what the refund says", () => {
  expect(decide(ASK, { named: { kind: "unknown" } })).toEqual({ kind: "alone", reason: "unknown", refund: null });
  expect(decide({ ...ASK, revenue: ONE }, { named: { kind: "unknown" } })).toMatchObject({ refund: null });
  expect(decide(PART, { named: { kind: "unknown" } })).toMatchObject({ kind: "alone", refund: { orders: 0n, units: ONE, revenue: 20n * ONE } });
});

test("RT5 after the window, or for an order from a time when storage was off, it is what the refund says, with the reason", () => {
  expect(decide(PART, { named: hit(NOW - 90 * DAY) })).toMatchObject({ kind: "alone", reason: "expired", refund: { revenue: 20n * ONE } });
  expect(decide(PART, { named: hit(NOW - 90 * DAY + 1) })).toMatchObject({ kind: "linked", refund: { revenue: 20n * ONE } });
  expect(decide({ ...ASK, revenue: 20n * ONE }, { named: { kind: "off" } })).toMatchObject({
    kind: "alone",
    reason: "seen_while_storage_off",
    refund: { orders: ONE, revenue: 20n * ONE },
  });
});

test("LL1 LL2 RT4 a later order counts inside the window, and only while late linking is on", () => {
  expect(decide(PART, { named: hit(NOW + 90 * DAY), isFirst: false })).toMatchObject({ kind: "linked" });
  expect(decide(PART, { named: hit(NOW + 90 * DAY + 1), isFirst: false })).toMatchObject({ kind: "alone", reason: "expired" });
  expect(decide({ ...PART, lateLinking: false }, { named: hit(NOW), isFirst: false })).toMatchObject({ kind: "alone", reason: "unknown" });
  expect(decide({ ...PART, lateLinking: false }, { named: hit(NOW) })).toMatchObject({ kind: "linked" });
});

test("RT3 an order that an early version stored without lines has no limit: it is credited with what the refund says", () => {
  expect(decide(PART, { named: { ...hit(NOW), order: null } })).toMatchObject({ kind: "linked", refund: { revenue: 20n * ONE } });
});
