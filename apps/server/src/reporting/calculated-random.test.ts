import { RankedRequest } from "@rapport/contract/reporting";
import { defineReport, shapeReport } from "@rapport/domain";
import { calculate, fractionOf, fractionText, type Fraction } from "@rapport/domain/reference";
import { preparedStores, randomWords, uniqueName } from "@rapport/testkit";
import { expect, test } from "vitest";
import { insertHits, type TestHit } from "./hits.fixture.ts";
import { MARCH } from "./report.fixture.ts";
import { rank } from "./run.ts";

const { warehouse } = await preparedStores();

/** More of them are told by hand: `RAPPORT_FORMULA_WORLDS=200`. */
const WORLDS = Number(process.env["RAPPORT_FORMULA_WORLDS"] ?? "6");
const FORMULAS = 20;
const NAMES = ["metrics/orders", "metrics/units", "metrics/revenue", "metrics/occurrences", "metrics/visitors"] as const;
const PAGES = ["A", "B", "C", "D"] as const;
const ofPage = (str: string) => ({
  func: "segment",
  container: { func: "container", context: "hits", pred: { func: "streq", str, val: { func: "attr", name: "variables/page" } } },
});

type Random = (most: number) => number;

/** A formula by chance; saved ones name only those before them. */
function randomFormula(below: Random, { depth, saved }: { depth: number; saved: readonly string[] }): unknown {
  const inner = () => randomFormula(below, { depth: depth - 1, saved });
  if (depth === 0 || below(6) === 0) {
    if (below(5) === 0) return [0, 1, 2, 100, 0.5, -3, 0.001, 7.25][below(8)];
    if (saved.length > 0 && below(6) === 0) {
      const id = saved[below(saved.length)];
      return below(2) === 0 ? { func: "metric", name: id } : { func: "calc-metric", id };
    }
    return { func: "metric", name: NAMES[below(NAMES.length)] };
  }
  switch (below(12)) {
    case 0:
      return { func: ["negate", "abs", "round", "ceil", "floor"][below(5)], col: inner() };
    case 1:
      return { func: "visualization-group", col: inner() };
    case 2:
      return { func: "calc-metric", formula: inner(), filters: [ofPage(PAGES[below(4)] ?? "")] };
    default:
      return { func: ["divide", "divide", "multiply", "add", "subtract", "row-max", "row-min"][below(7)], col1: inner(), col2: inner() };
  }
}

/** The rows of one item, added up one by one. */
function amountsOf(hits: readonly TestHit[]): (name: string, filters: readonly unknown[]) => Fraction {
  return (name, filters) => {
    const pages = filters.map((filter) => PAGES.find((page) => JSON.stringify(filter) === JSON.stringify(ofPage(page))));
    const counted = hits.filter(({ dims }) => pages.every((page) => page === dims?.["page"]));
    const sum = (amount: (hit: TestHit) => string) => {
      const cents = counted.reduce((total, hit) => total + BigInt(Math.round(Number(amount(hit)) * 100)), 0n);
      return { top: cents, bottom: 100n };
    };
    if (name === "metrics/orders") return sum(({ orders = "0" }) => orders);
    if (name === "metrics/units") return sum(({ units = "0" }) => units);
    if (name === "metrics/revenue") return sum(({ revenue = "0" }) => revenue);
    if (name === "metrics/occurrences") return fractionOf(String(counted.length));
    return fractionOf(String(new Set(counted.map(({ visitor }) => visitor)).size));
  };
}

test.each(Array.from({ length: WORLDS }, (_, seed) => seed + 1))(
  "CF2 CF3 formulas by chance give what exact fractions of plain loops give, in rows, totals, order, highest and lowest (seed %i)",
  async (seed) => {
    const word = randomWords(seed);
    const below: Random = (most) => word() % most;
    const hits = Array.from({ length: 40 }, (_, n): TestHit => {
      const orders = below(4) === 0 ? 1 + below(2) : 0;
      return {
        at: `2026-03-${String(1 + below(28)).padStart(2, "0")} 10:00:00.${String(n).padStart(3, "0")}`,
        visitor: `vid:${below(9)}`,
        position: BigInt(n),
        dims: { page: PAGES[below(4)] ?? "A", evar1: `e${below(6)}` },
        orders: String(orders),
        units: String(orders * below(4)),
        revenue: orders === 0 ? "0" : String(below(100_000) / 100),
      };
    });
    const rsid = uniqueName("formulas");
    await insertHits(warehouse, rsid, hits);
    const saved = new Map<string, unknown>();
    for (let n = 0; n < 3; n += 1) saved.set(`cm1_${n}`, { func: "calc-metric", formula: randomFormula(below, { depth: 2, saved: [...saved.keys()] }) });
    // Every formula has a metric: a formula of numbers alone is refused (CF4).
    const definitions = Array.from({ length: FORMULAS }, () => ({
      func: "calc-metric",
      formula: { func: "add", col1: randomFormula(below, { depth: 1 + below(3), saved: [...saved.keys()] }), col2: { func: "metric", name: "metrics/orders" } },
    }));
    const suite = { rsid, timeZone: "UTC", currency: "EUR", variables: {}, everLinear: new Set<string>() };
    for (const [index, metricDefinition] of definitions.entries()) {
      const dimension = (["prop9", "page", "evar1"] as const)[index % 3] ?? "page";
      const isDescending = below(2) === 0;
      const request = RankedRequest.parse({
        rsid,
        dimension: `variables/${dimension}`,
        globalFilters: [{ type: "dateRange", dateRange: MARCH }],
        metricContainer: {
          // The occurrences bring every item into the report (CF2).
          metrics: [{ metricDefinition, sort: isDescending ? "desc" : "asc" }, { id: "metrics/occurrences" }],
        },
        statistics: { functions: ["col-max", "col-min"] },
      });
      const definition = defineReport({ request, suite, now: 0, saved });
      const report = shapeReport(definition, await rank(warehouse, definition));
      const items = new Map<string, TestHit[]>();
      for (const hit of hits) {
        const item = hit.dims?.[dimension] ?? "Unspecified";
        items.set(item, [...(items.get(item) ?? []), hit]);
      }
      const valueOf = (of: readonly TestHit[]) => {
        const exact = calculate(metricDefinition, { amountOf: amountsOf(of), saved });
        return exact === null ? null : Number(fractionText(exact, 12));
      };
      const told = JSON.stringify({ dimension, metricDefinition, saved: Object.fromEntries(saved) });
      const wanted = new Map([...items].map(([item, of]) => [item, valueOf(of)]));
      expect(Object.fromEntries(report.rows.map(({ value, data }) => [value, near(data[0])])), told).toEqual(
        Object.fromEntries([...wanted].map(([item, value]) => [item, near(value)])),
      );
      expect(near(report.summaryData.totals[0]), told).toEqual(near(valueOf(hits)));
      const numbers = report.rows.flatMap(({ data: [value = null] }) => (value === null ? [] : [value]));
      // Whatever the direction, what has no value comes last.
      expect(report.rows.map(({ data }) => data[0] ?? null)).toEqual([
        ...numbers.toSorted((a, b) => (isDescending ? b - a : a - b)),
        ...report.rows.slice(numbers.length).map(() => null),
      ]);
      expect(report.summaryData["col-max"]?.slice(0, 1)).toEqual([numbers.length === 0 ? null : Math.max(...numbers)]);
      expect(report.summaryData["col-min"]?.slice(0, 1)).toEqual([numbers.length === 0 ? null : Math.min(...numbers)]);
    }
  },
);

/** To twelve digits: what the engine keeps more than it shows, a division may lose. */
function near(value: number | null | undefined): string | null {
  return value === null || value === undefined ? null : String(Number(value.toPrecision(10)) + 0);
}
