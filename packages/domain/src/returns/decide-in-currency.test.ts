import fc from "fast-check";
import { expect, test } from "vitest";
import { formatDecimal, ONE, type Decimal } from "../values/decimal.ts";
import { decideInCurrency, orderWith, type OrderInCurrency } from "./decide-in-currency.ts";
import { NOTHING_TAKEN } from "./recorded-order.ts";
import type { RefundAsk } from "./refund.ts";

const NOW = 1_000_000;
const ASK: RefundAsk = { products: [], orders: null, units: null, revenue: null, metrics: {}, windowMs: NOW, lateLinking: true };
const money = (amount: number): RefundAsk => ({ ...ASK, revenue: BigInt(amount) * ONE });
const order = (more: Partial<OrderInCurrency> = {}): OrderInCurrency => ({
  currency: "USD",
  rate: null,
  named: { kind: "recorded", hitAt: NOW, processedAt: NOW, expiresAt: 2 * NOW, order: { orders: ONE, units: ONE, revenue: 100n * ONE, lines: [] } },
  taken: NOTHING_TAKEN,
  takenInSuite: NOTHING_TAKEN,
  ...more,
});
const decide = (ask: RefundAsk, given: { currency: string; rate?: string; order?: OrderInCurrency }) =>
  decideInCurrency(ask, { receivedAt: NOW, isFirst: true, money: { currency: given.currency, rate: given.rate ?? null }, order: given.order ?? order() });

test("RT6 CY1 amounts in one currency are weighed as they are, with or without rates", () => {
  expect(decide(money(100), { currency: "USD" })).toMatchObject({ currency: "USD", decided: { kind: "linked", refund: { orders: ONE, revenue: 100n * ONE } } });
  expect(decide(money(101), { currency: "USD", rate: "0.1" })).toMatchObject({ currency: "USD", decided: { kind: "beyond", left: 100n * ONE } });
});

test("RT7 a refund without money gives back the order's money, in the order's currency", () => {
  expect(decide(ASK, { currency: "" })).toMatchObject({ currency: "USD", decided: { kind: "linked", refund: { orders: ONE, revenue: 100n * ONE } } });
});

test("RT6 CY1 amounts in two currencies are weighed in the suite's, each by its own rate", () => {
  const rated = order({ rate: "0.5" });
  expect(decide(money(50), { currency: "", order: rated })).toMatchObject({
    currency: "",
    decided: { kind: "linked", refund: { orders: ONE, revenue: 50n * ONE } },
  });
  expect(decide(money(51), { currency: "", order: rated })).toMatchObject({ currency: "", decided: { kind: "beyond", left: 50n * ONE } });
  expect(decide(money(25), { currency: "GBP", rate: "2", order: rated })).toMatchObject({
    decided: { kind: "linked", refund: { orders: ONE, revenue: 50n * ONE } },
  });
});

test("RT6 CY2 in two currencies a refund waits for both rates as it waits for an order", () => {
  const unknown = { kind: "alone", reason: "unknown" };
  expect(decide(money(50), { currency: "" })).toMatchObject({ currency: "", decided: { ...unknown, refund: null } });
  expect(decide(money(50), { currency: "GBP", order: order({ rate: "0.5" }) })).toMatchObject({ currency: "GBP", decided: unknown });
  expect(decide({ ...money(50), lateLinking: false }, { currency: "" })).toMatchObject({ decided: { ...unknown, refund: { revenue: 50n * ONE } } });
});

test("RT6 whatever the currencies of refunds and their order, they give back no more than there was, up to rounding, and in the end nothing is left", () => {
  const rate = fc.integer({ min: 1, max: 300_000 }).map((digits) => formatDecimal(BigInt(digits) * 10_000n));
  const asked = fc.record({ currency: fc.constantFrom("", "USD", "GBP"), amount: fc.bigInt({ min: 1n, max: 60n * ONE }) });
  fc.assert(
    fc.property(rate, rate, fc.array(asked, { maxLength: 8 }), (ofOrder, ofPounds, asks) => {
      let now = order({ rate: ofOrder });
      for (const { currency, amount } of asks) {
        const rates = { "": "1", USD: ofOrder, GBP: ofPounds } as const;
        now = orderWith(now, decide({ ...ASK, revenue: amount }, { currency, rate: rates[currency as keyof typeof rates], order: now }));
        expect(usdTaken(now, ofOrder) <= 100n * ONE + slack(ofOrder)).toBe(true);
      }
      now = orderWith(now, decide(ASK, { currency: "", order: now }));
      const off = usdTaken(now, ofOrder) - 100n * ONE;
      expect(off <= slack(ofOrder) && off >= -slack(ofOrder)).toBe(true);
      expect(decide(ASK, { currency: "", order: now })).toMatchObject({ decided: { kind: "beyond" } });
    }),
    { numRuns: 1_000 },
  );
});

/** Everything given back, in the order's currency, by long division. */
function usdTaken({ taken, takenInSuite }: OrderInCurrency, rate: string): Decimal {
  return taken.revenue + (takenInSuite.revenue * ONE) / BigInt(Math.round(Number(rate) * 1e8));
}

/** A few times the value of a hundred-millionth of the suite's currency in the order's. */
function slack(rate: string): Decimal {
  return 20n + (20n * ONE) / BigInt(Math.round(Number(rate) * 1e8));
}
