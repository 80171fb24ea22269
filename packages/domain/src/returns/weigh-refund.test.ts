import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { takenWith } from "./decide-refund.ts";
import { NOTHING_TAKEN, type RecordedOrder, type Taken } from "./recorded-order.ts";
import { readAsk, writeAsk, type RefundAsk, type RefundedProduct } from "./refund.ts";
import { weighRefund } from "./weigh-refund.ts";
import { ONE, parseDecimal } from "../values/decimal.ts";

const amount = (value: number | string) => parseDecimal(String(value));
const line = (name: string, { skus = [], units = 1, revenue = 10 }: { skus?: string[]; units?: number; revenue?: number } = {}) => ({
  category: "",
  name,
  skus,
  units: amount(units),
  revenue: amount(revenue),
});
const product = (more: Partial<RefundedProduct>): RefundedProduct => ({ category: "", name: "", skus: [], units: null, revenue: null, ...more });
const ask = (more: Partial<RefundAsk> = {}): RefundAsk => ({
  products: [],
  orders: null,
  units: null,
  revenue: null,
  metrics: {},
  windowMs: 1,
  lateLinking: true,
  ...more,
});
const ORDER: RecordedOrder = {
  orders: ONE,
  units: amount(6),
  revenue: amount(55),
  lines: [
    line("Boot", { skus: ["p1"], units: 3, revenue: 10 }),
    line("Sock", { skus: ["p2", "s2"], units: 2, revenue: 5 }),
    line("Boot", { units: 1, revenue: 40 }),
  ],
};
const weigh = (given: RefundAsk, taken: Taken = NOTHING_TAKEN) => weighRefund(given, { order: ORDER, taken });
const lines = (given: RefundAsk, taken?: Taken) => {
  const weighed = weigh(given, taken);
  return weighed.kind === "beyond"
    ? weighed
    : weighed.refund.products.map(({ line: number, units, revenue }) => [number, Number(units) / 1e8, Number(revenue) / 1e8]);
};

describe("a product is found among the lines of its order", () => {
  test.each([
    ["by its SKU", { skus: ["p2"] }, [[1, 2, 5]]],
    ["by another id of its own", { skus: ["s2", "x"] }, [[1, 2, 5]]],
    ["by its SKU, though another line has its name", { skus: ["p1"], name: "Sock" }, [[0, 3, 10]]],
    [
      "by its name when its SKU is not there, in all lines of it",
      { skus: ["x"], name: "Boot" },
      [
        [0, 3, 10],
        [2, 1, 40],
      ],
    ],
    ["by a name that the order calls a SKU", { name: "p2" }, [[1, 2, 5]]],
    ["by a SKU that the order calls a name", { skus: ["Sock"] }, [[1, 2, 5]]],
    ["not by a part or another case", { name: "boot" }, { kind: "beyond", of: "product", left: 0n }],
  ] as const)("RT7 %s", (_, given, expected) => expect(lines(ask({ products: [product(given as Partial<RefundedProduct>)] }))).toEqual(expected));
});

test("RT6 a share of a line's units has that share of its amount; the last units have the rest", () => {
  const one = ask({ products: [product({ skus: ["p1"], units: ONE })] });
  let taken: Taken = NOTHING_TAKEN;
  const amounts: unknown[] = [];
  for (let time = 0; time < 4; time++) {
    const weighed = weigh(one, taken);
    amounts.push(weighed.kind === "beyond" ? [weighed.of, weighed.left] : weighed.refund.revenue);
    if (weighed.kind === "counts") taken = takenWith(taken, weighed.refund);
  }
  expect(amounts).toEqual([333_333_333n, 333_333_333n, 333_333_334n, ["product.units", 0n]]);
});

test("RT6 lines that add up to more than was paid give back what was paid; a refund that asks for more is refused", () => {
  const order = { ...ORDER, revenue: amount(30) };
  const boot = product({ name: "Boot" });
  expect(weighRefund(ask({ products: [boot] }), { order, taken: NOTHING_TAKEN })).toMatchObject({ refund: { revenue: amount(30), units: amount(4) } });
  expect(weighRefund(ask({ products: [{ ...boot, revenue: amount(31) }] }), { order, taken: NOTHING_TAKEN })).toEqual({
    kind: "beyond",
    of: "revenue",
    left: amount(30),
  });
});

test("RT4 without a line it is everything that is left; a smaller total is only an amount", () => {
  const all = { orders: ONE, units: amount(6), revenue: amount(55) };
  expect(weigh(ask())).toMatchObject({ refund: all });
  expect(weigh(ask({ revenue: amount(55) }))).toMatchObject({ refund: all });
  expect(weigh(ask({ revenue: amount(54) }))).toEqual({ kind: "counts", refund: { orders: 0n, units: 0n, revenue: amount(54), products: [] } });
  const taken = { ...NOTHING_TAKEN, revenue: amount(50) };
  expect(weigh(ask(), taken)).toMatchObject({ refund: { ...all, revenue: amount(5) } });
  const nothing = {
    orders: ONE,
    units: amount(6),
    revenue: amount(55),
    lines: new Map(ORDER.lines.map(({ units, revenue }, number) => [number, { units, revenue }])),
  };
  expect(weigh(ask(), nothing)).toEqual({ kind: "beyond", of: "revenue", left: 0n });
});

const decimal = (most: number) => fc.bigInt({ min: 0n, max: BigInt(most) * ONE });
const anyLine = fc.record({
  category: fc.constantFrom("", "c"),
  name: fc.constantFrom("a", "b", "c"),
  skus: fc.subarray(["s", "t"]),
  units: decimal(5),
  revenue: decimal(50),
});
const anyOrder = fc.record({ orders: fc.constant(ONE), units: decimal(9), revenue: decimal(120), lines: fc.array(anyLine, { maxLength: 4 }) });
const unsaid = (most: number) => fc.option(decimal(most), { nil: null });
const anyProduct = fc.record({
  category: fc.constant(""),
  name: fc.constantFrom("", "a", "b", "z"),
  skus: fc.subarray(["s", "t"]),
  units: unsaid(4),
  revenue: unsaid(40),
});
const anyAsk = fc.record({
  products: fc.array(anyProduct, { maxLength: 3 }),
  orders: fc.option(fc.constant(ONE), { nil: null, freq: 2 }),
  units: unsaid(4),
  revenue: unsaid(60),
  metrics: fc.constant({}),
  windowMs: fc.constant(1),
  lateLinking: fc.boolean(),
});

test("RT6 whatever is asked for, in any order, gives back no more than the order or one of its lines had, and leaves the rest", () => {
  fc.assert(
    fc.property(anyOrder, fc.array(anyAsk, { maxLength: 8 }), (order, asks) => {
      let taken: Taken = NOTHING_TAKEN;
      for (const given of asks) {
        expect(readAsk(writeAsk(given))).toEqual(given);
        const weighed = weighRefund(given, { order, taken });
        if (weighed.kind === "counts") taken = takenWith(taken, weighed.refund);
        for (const of of ["orders", "units", "revenue"] as const) expect(taken[of] <= order[of]).toBe(true);
        for (const [number, { units, revenue }] of taken.lines) {
          expect(units <= (order.lines[number]?.units ?? 0n)).toBe(true);
          expect(revenue <= (order.lines[number]?.revenue ?? 0n)).toBe(true);
        }
      }
      const rest = weighRefund(ask(), { order, taken });
      if (rest.kind === "counts") taken = takenWith(taken, rest.refund);
      expect({ orders: taken.orders, units: taken.units, revenue: taken.revenue }).toEqual({
        orders: order.orders,
        units: order.units,
        revenue: order.revenue,
      });
      for (const [number, { units, revenue }] of order.lines.entries())
        expect(taken.lines.get(number) ?? { units: 0n, revenue: 0n }).toEqual({ units, revenue });
    }),
    { numRuns: 2_000 },
  );
});
