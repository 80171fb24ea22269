import { expect, test } from "vitest";
import { type BoughtLine, cameBack } from "./came-back.ts";
import { favouritesOf, type KeptLine } from "./favourites.ts";
import { findLines, type FoundLine } from "./find-lines.ts";
import { sizeOf } from "./size.ts";

const eur = (amount: string) => ({ amount, currency: "EUR" });
const bought = (product: string | null, day: number, more: Partial<BoughtLine> = {}): BoughtLine => ({
  kind: "storePurchase",
  at: `2026-01-${String(day).padStart(2, "0")}T10:00:00.000Z`,
  sale: `S${day}`,
  transactionId: null,
  product,
  quantity: 1,
  amount: eur("10"),
  ...more,
});
const back = (product: string | null, day: number, more: Partial<BoughtLine> = {}) => bought(product, day, { kind: "return", quantity: -1, ...more });

test("PU3 a return takes from the order that it names, even when a newer purchase has the product too", () => {
  const lines = [
    back("Boot", 9, { transactionId: "T1", quantity: -2 }),
    bought("Boot", 5, { quantity: 3 }),
    bought("Lace", 2, { kind: "onlineOrder", transactionId: "T1" }),
    bought("Boot", 2, { kind: "onlineOrder", transactionId: "T1", quantity: 3 }),
  ];
  expect(cameBack(lines)).toEqual([0, 0, 0, 2]);
});

test("PU3 a return without a known order takes from the newest purchases before it, and never more than was bought", () => {
  const lines = [
    bought("Boot", 20),
    back("Boot", 9, { quantity: -4 }),
    back("Boot", 8, { transactionId: "nobody's" }),
    bought("Boot", 5, { quantity: 2 }),
    bought("Boot", 2, { quantity: 2 }),
    back("Hat", 1),
  ];
  expect(cameBack(lines)).toEqual([0, 0, 0, 2, 2, 0]);
});

test("PU3 what names its order is given back first, and money beside the articles is no article", () => {
  const lines = [
    back("Boot", 8, { transactionId: "T1" }),
    back("Boot", 7),
    back(null, 7, { quantity: 0 }),
    bought("Boot", 5, { kind: "onlineOrder", transactionId: "T1" }),
    bought("Boot", 2),
  ];
  expect(cameBack(lines)).toEqual([0, 0, 0, 1, 1]);
});

test.each([
  ["Ankle boot, 42", "Ankle boot", "42"],
  ["Ankle boot 2 straps, 42.5", "Ankle boot 2 straps", "42.5"],
  ["Ankle boot maat 38", "Ankle boot", "38"],
  ["Sneaker EU 42,5", "Sneaker", "42.5"],
  ["Shirt (size: M) blue", "Shirt blue", "M"],
  ["Shirt - XXL", "Shirt", "XXL"],
  ["Jeans size 32/34", "Jeans", "32/34"],
  ["Linen dress / s", "Linen dress / s", null],
  ["Linen dress, S", "Linen dress", "S"],
  ["Set of 3 tins", "Set of 3 tins", null],
  ["Candle, 12", "Candle, 12", null],
  ["T-light holder - 6 pcs", "T-light holder - 6 pcs", null],
  ["Medium bowl", "Medium bowl", null],
  ["Size 38", "Size 38", null],
  ["Maatbeker L", "Maatbeker L", null],
  ["EU flag", "EU flag", null],
  ["Boot\u00a0, 38", "Boot", "38"],
])("PU4 %s is the article %s in size %s", (product, article, size) => {
  expect(sizeOf(product)).toEqual({ article, size });
});

const kept = (product: string, day: number, more: Partial<KeptLine> = {}): KeptLine => ({
  ...bought(product, day),
  ...sizeOf(product),
  category: null,
  cameBack: 0,
  ...more,
});

test("PU5 favourites count purchases, not pieces, and only what was kept of at least two", () => {
  const shoes = { category: "Shoes" };
  const found = favouritesOf([
    kept("Boot, 38", 1, { ...shoes, quantity: 5 }),
    kept("Boot, 39", 1, shoes),
    kept("Boot, 38", 2, { ...shoes, quantity: 2, cameBack: 1 }),
    kept("Clog, 38", 3, shoes),
    kept("Clog, 38", 4, { ...shoes, cameBack: 1 }),
    kept("Hat", 5),
    kept("Hat", 6, { kind: "return", quantity: -1 }),
  ]);
  expect(found).toEqual({
    articles: [{ article: "Boot", times: 2, lastAt: "2026-01-02T10:00:00.000Z" }],
    categories: [{ category: "Shoes", times: 3 }],
    sizes: [{ size: "38", category: "Shoes", times: 3 }],
  });
});

test("PU5 a purchase without a quantity is one piece that was kept, unless a return without a quantity took it back", () => {
  const none = { quantity: 0 };
  const lines = [
    kept("Boot", 9, { kind: "return", amount: eur("-10"), ...none }),
    kept("Boot", 5, none),
    kept("Boot", 4, none),
    kept("Boot", 3, none),
    kept("Hat", 8, { kind: "return", amount: eur("-2"), ...none }),
    kept("Hat", 6),
    kept("Hat", 2, { amount: eur("0"), ...none }),
  ];
  const returned = cameBack(lines);
  expect(returned).toEqual([0, 1, 0, 0, 0, 0, 0]);
  expect(favouritesOf(lines.map((line, index) => ({ ...line, cameBack: returned[index] ?? 0 }))).articles).toEqual([
    { article: "Boot", times: 2, lastAt: "2026-01-04T10:00:00.000Z" },
  ]);
});

test("PU2 every word has to stand in product, category, store, receipt or order, whatever its case and accents", () => {
  const everything = { text: "", from: null, until: null, article: null, category: null, size: null, cameBack: false, kept: false };
  const line = (product: string, more: Partial<FoundLine> = {}): FoundLine => ({ ...kept(product, 1), store: null, receipt: null, ...more });
  const lines = [
    line("Écru throw", { store: "Delft", receipt: "R-77" }),
    line("Throw, 38", { transactionId: "W-1", category: "Home", cameBack: 1 }),
    line("Throw", { kind: "return", at: "2026-01-03T00:00:00.000Z" }),
  ];
  const found = (wanted: Partial<typeof everything> | { [K in keyof typeof everything]?: unknown }) =>
    findLines(lines, { ...everything, ...(wanted as object) }).map((each) => lines.indexOf(each));
  expect(found({})).toEqual([0, 1, 2]);
  expect(found({ text: "ecru DELFT" })).toEqual([0]);
  expect(found({ text: "r-77" })).toEqual([0]);
  expect(found({ text: "w-1 home" })).toEqual([1]);
  expect(found({ text: "throw hat" })).toEqual([]);
  expect(found({ article: "Throw" })).toEqual([1, 2]);
  expect(found({ size: "38" })).toEqual([1]);
  expect(found({ category: "Home" })).toEqual([1]);
  expect(found({ cameBack: true })).toEqual([1, 2]);
  expect(found({ kept: true })).toEqual([0]);
  expect(found({ from: "2026-01-02T00:00:00.000Z" })).toEqual([2]);
  expect(found({ until: "2026-01-03T00:00:00.000Z" })).toEqual([0, 1]);
});
