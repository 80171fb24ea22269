import { expect, test } from "vitest";
import { ONE } from "../values/decimal.ts";
import { refundOfRow } from "./refund-of-row.ts";

const BLANK = { product: "", category: "", orders: null, units: null, revenue: null, metrics: {} };
const TERMS = { windowMs: 1, lateLinking: true };

test("RT3 RT7 a row of kind refund asks for its product by SKU or name, whatever the signs of its amounts", () => {
  const product = { category: "shoes", name: "p1", skus: ["p1"], units: ONE, revenue: 20n * ONE };
  for (const sign of [1n, -1n])
    expect(refundOfRow({ ...BLANK, product: "p1", category: "shoes", units: sign * ONE, revenue: sign * 20n * ONE, metrics: { event1: "2" } }, TERMS)).toEqual({
      products: [product],
      orders: null,
      units: null,
      revenue: null,
      metrics: { event1: "2" },
      ...TERMS,
    });
});

test("RT7 a row of kind refund without a product asks for its amounts of the order, and without amounts for all of it", () => {
  expect(refundOfRow({ ...BLANK, revenue: -5n * ONE }, TERMS)).toMatchObject({ products: [], orders: null, units: null, revenue: 5n * ONE });
  expect(refundOfRow(BLANK, TERMS)).toMatchObject({ products: [], orders: null, units: null, revenue: null });
});
