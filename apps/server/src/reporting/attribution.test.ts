import type { AllocationModel } from "@rapport/contract/reporting";
import { preparedStores, uniqueName } from "@rapport/testkit";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { insertHits, negativeOf, type TestHit } from "./hits.fixture.ts";
import { report, table, type Question } from "./report.fixture.ts";

const { warehouse } = await preparedStores();

type Model = z.input<typeof AllocationModel>;
const visit = (func: string, more: object = {}) => ({ func, context: "sessions", ...more }) as Model;
const visitor = (func: string, more: object = {}) => ({ func, context: "visitors", ...more }) as Model;
const DAYS_30 = { lookbackExpiration: { func: "allocation-lookbackPeriod", granularity: "day", numPeriods: 30 } };

async function suiteOf(hits: readonly TestHit[]): Promise<string> {
  const rsid = uniqueName("attribution");
  await insertHits(warehouse, rsid, hits);
  return rsid;
}

/** The revenue by value, without values that have nothing. */
async function revenue(rsid: string, model: Model, question: Partial<Question> = {}): Promise<Record<string, number>> {
  const { rows } = await table(warehouse, rsid, { dimension: "evar1", metrics: ["revenue"], model, ...question });
  return Object.fromEntries(Object.entries(rows).map(([value, [amount]]) => [value, Number(amount ?? 0)]));
}

/** A hit for each value, a minute apart; a dot sets nothing, an amount is a conversion. */
function hitsOf(steps: readonly string[], dimension = "evar1"): TestHit[] {
  return steps.map((step, minute) => ({
    at: `2026-03-01 09:${String(minute).padStart(2, "0")}:00`,
    ...(/^\d+$/.test(step) ? { orders: "1", revenue: step } : step === "." ? {} : { dims: { [dimension]: step } }),
  }));
}

describe("one visit", () => {
  const pets = ["Pet", "Feline", "Cat", "Kitten", "100"];
  test.each<[string, readonly string[], string, Record<string, number>]>([
    ["G1 first touch", pets, "allocation-firstTouch", { Pet: 100 }],
    ["G1 last touch", pets, "allocation-lastTouch", { Kitten: 100 }],
    ["G1 linear", pets, "allocation-linear", { Pet: 25, Feline: 25, Cat: 25, Kitten: 25 }],
    ["G2 first touch", ["shoes", "tennis shoes", "120"], "allocation-firstTouch", { shoes: 120 }],
    ["G2 last touch", ["shoes", "tennis shoes", "120"], "allocation-lastTouch", { "tennis shoes": 120 }],
    ["G2 linear", ["shoes", "tennis shoes", "120"], "allocation-linear", { shoes: 60, "tennis shoes": 60 }],
    ["G4 linear, each value each time it was set", ["A", ".", "A", "B", ".", "C", "10"], "allocation-linear", { A: 5, B: 2.5, C: 2.5 }],
  ])("%s", async (_, steps, func, credit) => {
    for (const dimension of ["evar1", "prop1"]) {
      const rsid = await suiteOf(hitsOf(steps, dimension));
      expect(await revenue(rsid, visit(func), { dimension })).toEqual(credit);
      expect(await revenue(rsid, visitor(func), { dimension })).toEqual(credit);
    }
  });
});

describe("several visits", () => {
  const hits: TestHit[] = [
    { at: "2026-03-06 10:00:00", visit: 1, dims: { evar1: "paid search" } },
    { at: "2026-03-09 10:00:00", visit: 2, dims: { evar1: "social" } },
    { at: "2026-03-15 10:00:00", visit: 3, dims: { evar1: "email" } },
    { at: "2026-03-15 10:00:00", visit: 3, dims: { evar1: "display" } },
    { at: "2026-03-15 10:00:00", visit: 3, orders: "1", revenue: "50" },
  ];
  test.each<[string, Model, Record<string, number>]>([
    ["G6 first touch of the visit", visit("allocation-firstTouch"), { email: 50 }],
    ["G6 first touch of the visitor in 30 days", visitor("allocation-firstTouch", DAYS_30), { "paid search": 50 }],
    ["G6 linear of the visit", visit("allocation-linear"), { email: 25, display: 25 }],
    ["G6 linear of the visitor in 30 days", visitor("allocation-linear", DAYS_30), { "paid search": 12.5, social: 12.5, email: 12.5, display: 12.5 }],
    ["G6 J of the visitor in 30 days", visitor("allocation-jShaped", DAYS_30), { "paid search": 10, social: 5, email: 5, display: 30 }],
    [
      "G6 time decay of seven days of the visitor in 30 days",
      visitor("allocation-timeDecay", DAYS_30),
      { "paid search": 6.92, social: 9.32, email: 16.88, display: 16.88 },
    ],
    [
      "AT7 a lookback of a week leaves out what is older, to the millisecond",
      visitor("allocation-firstTouch", { lookbackExpiration: { granularity: "week", numPeriods: 1 } }),
      { social: 50 },
    ],
    ["AT5 same touch: nothing was set with the order", { func: "allocation-instance" }, { Unspecified: 50 }],
  ])("%s", async (_, model, credit) => expect(await revenue(await suiteOf(hits), model)).toEqual(credit));

  test("G6 with participation everybody has all of it", async () => {
    const { rows } = await table(warehouse, await suiteOf(hits.map((hit) => ({ ...hit, post: { ...hit.dims } }))), {
      dimension: "evar1",
      metrics: ["revenue visitors"],
    });
    expect(rows).toEqual({ "paid search": [50], social: [50], email: [50], display: [50] });
  });

  test("AT7 a lookback reaches to before the range; without one, touch points before it have nothing", async () => {
    const rsid = await suiteOf(hits);
    const range = "2026-03-15T00:00/2026-03-16T00:00";
    expect(await revenue(rsid, visitor("allocation-firstTouch", DAYS_30), { range })).toEqual({ "paid search": 50 });
    expect(await revenue(rsid, visitor("allocation-firstTouch"), { range })).toEqual({ email: 50 });
  });
});

describe("rows of files", () => {
  const online: TestHit[] = [
    { at: "2026-03-01 09:00:00", dims: { evar1: "mail" } },
    { at: "2026-03-02 09:00:00", visit: 2, dims: { evar1: "search" }, orders: "1", revenue: "60" },
  ];
  const row: TestHit = { at: "2026-03-03 12:00:00", source: 7, post: { evar1: "search" }, revenue: "-20", isReturn: true };

  test("AT7 a row of the visitor is credited to what came before its own time, and counts as a touch point for what comes later", async () => {
    const later: TestHit = { at: "2026-03-04 09:00:00", visit: 3, orders: "1", revenue: "30" };
    const rsid = await suiteOf([...online, { ...row, dims: { evar1: "rep" } }, later]);
    expect(await revenue(rsid, visitor("allocation-lastTouch"))).toEqual({ search: 60, rep: 10 });
    expect(await revenue(rsid, visitor("allocation-firstTouch"))).toEqual({ mail: 70 });
  });

  test("AT7 in no visit, or of nobody, a row stands alone: it credits what was set on it, else nobody", async () => {
    const summary: TestHit = { at: "2026-03-05 12:00:00", source: 5, visitor: "", dims: { evar1: "store" }, revenue: "5" };
    const rsid = await suiteOf([...online, row, summary]);
    expect(await revenue(rsid, visit("allocation-linear"))).toEqual({ search: 60, Unspecified: -20, store: 5 });
    expect(await revenue(rsid, visitor("allocation-linear"))).toEqual({ mail: 20, search: 20, store: 5 });
  });

  test("RW1 AT7 a row that is linked late is credited once, by what it is now", async () => {
    const waiting: TestHit = { at: "2026-03-03 12:00:00", source: 5, visitor: "", dims: { evar1: "till" }, revenue: "12", line: 7, position: 2n ** 63n };
    const rsid = await suiteOf([...online, waiting, { ...negativeOf(waiting) }, { ...waiting, visitor: "vid:1", source: 7, range: 2 }]);
    expect(await revenue(rsid, visitor("allocation-linear"))).toEqual({ mail: 34, search: 34, till: 4 });
    expect(await revenue(rsid, visit("allocation-lastTouch"))).toEqual({ search: 60, till: 12 });
  });
});

describe("what a report says of its credit", () => {
  const hits: TestHit[] = [
    { at: "2026-03-01 09:00:00", dims: { evar1: "mail", page: "Home", list1: "a\nb" } },
    { at: "2026-03-01 09:01:00", dims: { evar1: "search", page: "Shoes", list1: "b" } },
    { at: "2026-03-01 09:02:00", dims: { evar1: "Mail", page: "Shoes" } },
    { at: "2026-03-01 09:03:00", dims: { page: "Thanks" }, orders: "1", revenue: "100" },
    { at: "2026-03-02 10:00:00", visitor: "vid:2", dims: { page: "Thanks" }, orders: "1", revenue: "7" },
  ];
  const linear = visitor("allocation-linear");

  async function sums(rsid: string, question: Partial<Question>): Promise<unknown> {
    const { summaryData } = await report(warehouse, rsid, { dimension: "evar1", metrics: ["revenue"], model: linear, ...question });
    return summaryData.attribution;
  }

  test("AT9 it adds up to the conversions, before it is rounded for each value", async () => {
    const rsid = await suiteOf(hits);
    const { rows, totals } = await table(warehouse, rsid, { dimension: "evar1", metrics: ["revenue", "orders"], model: linear });
    expect({ rows, totals }).toEqual({ rows: { mail: [66.67, 1], search: [33.33, 0], Unspecified: [7, 1] }, totals: [107, 2] });
    expect(await sums(rsid, {})).toEqual([
      {
        columnId: "revenue",
        model: "allocation-linear",
        container: "visitors",
        lookbackMinutes: null,
        rowTime: "row",
        weights: null,
        conversions: "107",
        credited: "107",
        addsUp: true,
        because: null,
      },
    ]);
    const weights = { func: "allocation-positionBased", context: "visitors", firstWeight: 1, middleWeight: 0, lastWeight: 3 } as const;
    expect(await sums(rsid, { model: weights })).toMatchObject([{ addsUp: true, weights: { first: 0.25, middle: 0, last: 0.75 } }]);
  });

  test("AT9 it says why not: touch points with several values, or a filter", async () => {
    const rsid = await suiteOf(hits);
    expect(await sums(rsid, { dimension: "list1" })).toMatchObject([{ conversions: "107", credited: "157", addsUp: false, because: "several_values" }]);
    expect(await sums(rsid, { dimension: "list1", model: visitor("allocation-algorithmic") })).toMatchObject([{ credited: "107", addsUp: true }]);
    expect(await sums(rsid, { settings: { nonesBehavior: "exclude-nones" } })).toMatchObject([{ credited: "100", addsUp: false, because: "filtered" }]);
    expect(await sums(rsid, { range: "2026-03-10T00:00/2026-03-11T00:00", model: visitor("allocation-algorithmic") })).toMatchObject([
      { conversions: "0", credited: "0", addsUp: true },
    ]);
  });

  test("AT10 a breakdown shows where the credit of its value was earned, and adds up to its row", async () => {
    const rsid = await suiteOf(hits);
    const inside = (itemValue: string, question: Partial<Question> = {}) =>
      table(warehouse, rsid, { dimension: "page", metrics: ["revenue"], model: linear, breakdowns: [{ dimension: "evar1", itemValue }], ...question });
    expect(await inside("mail")).toEqual({ rows: { Home: [33.33], Shoes: [33.33] }, totals: [66.67] });
    expect(await inside("Unspecified")).toEqual({ rows: { Thanks: [7] }, totals: [7] });
    expect(await inside("search", { dimension: "daterangeday" })).toEqual({ rows: { "Mar 1, 2026": [33.33] }, totals: [33.33] });
    const ofDay = { breakdowns: [{ dimension: "daterangeday", itemId: "1260202" }] };
    expect(await table(warehouse, rsid, { dimension: "evar1", metrics: ["revenue"], model: linear, ...ofDay })).toEqual({
      rows: { Unspecified: [7] },
      totals: [7],
    });
  });

  test("AT5 by day, a conversion counts on its own day", async () => {
    const { rows } = await table(warehouse, await suiteOf(hits), { dimension: "daterangeday", metrics: ["revenue"], model: linear });
    expect(rows).toEqual({ "Mar 1, 2026": [100], "Mar 2, 2026": [7] });
  });

  test("AT5 products take credit where they were seen; with same touch each has its own revenue", async () => {
    const rsid = await suiteOf([
      { at: "2026-03-01 09:00:00", products: [{ name: "mug" }], metrics: { productviews: "1" } },
      {
        at: "2026-03-01 09:01:00",
        orders: "1",
        revenue: "40",
        products: [
          { name: "mug", revenue: "30" },
          { name: "bowl", revenue: "10" },
        ],
      },
    ]);
    expect(await revenue(rsid, linear, { dimension: "product" })).toEqual({ mug: 40, bowl: 20 });
    expect(await revenue(rsid, visitor("allocation-algorithmic"), { dimension: "product" })).toEqual({ mug: 20, bowl: 20 });
    expect(await revenue(rsid, { func: "allocation-instance" }, { dimension: "product" })).toEqual({ mug: 30, bowl: 10 });
  });
});
