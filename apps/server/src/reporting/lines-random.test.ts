import { cellOf, LIST_SEPARATOR, type ReportDefinition, type ReportingSuite } from "@rapport/domain";
import type { AllocationModel } from "@rapport/contract/reporting";
import { preparedStores, randomWords, uniqueName } from "@rapport/testkit";
import { expect, test } from "vitest";
import type { z } from "zod";
import { insertHits, negativeOf, type TestHit } from "./hits.fixture.ts";
import { planLines, type RowPlace } from "./plan/plan-lines.ts";
import { randomSegment } from "./random-segment.fixture.ts";
import { definitionOf, MARCH, type Question } from "./report.fixture.ts";
import { rank } from "./run.ts";

const { warehouse } = await preparedStores();

/** More of them are told by hand: `RAPPORT_LINES_WORLDS=100`. */
const WORLDS = Number(process.env["RAPPORT_LINES_WORLDS"] ?? "2");
const QUESTIONS = 8;
const PAGE = 25;
const DIMENSIONS = [
  "evar1",
  "evar2",
  "prop1",
  "list1",
  "list2",
  "product",
  "category",
  "entrypage",
  "visitnumber",
  "daterangeday",
  "daterangemonth",
  "daterangehour",
  "daterangeweek",
  "daterangequarter",
  undefined,
] as const;
const PLAIN = [
  "occurrences",
  "pageviews",
  "pageevents",
  "bounces",
  "entries",
  "exits",
  "singlepagevisits",
  "timespent",
  "visits",
  "visitors",
  "orders",
  "units",
  "revenue",
  "grossrevenue",
  "returnedrevenue",
  "event1",
  "event2",
];
const CREDITED = ["orders", "revenue", "units", "event1", "returnedrevenue"];
/** evar2 is linear, list2 shares its credit, event1 belongs to products. */
const SUITE = {
  everLinear: new Set(["evar2"]),
  variables: { list2: { allocation: "linear" }, event2: { eventType: "numeric" } } as unknown as ReportingSuite["variables"],
};

/** A history of several visitors with everything that reports count: products, lists, returns, rows of files and of nobody, late links, refilled rows. */
function world(word: () => number): TestHit[] {
  const below = (most: number): number => word() % most;
  const some = <T>(most: number, make: () => T): T[] => Array.from({ length: below(most + 1) }, make);
  const value = () => ["red", "Red", "blue", "green", "a,b"][below(5)] ?? "";
  const cents = (most = 9_999) => String((1 + below(most)) / 100);
  const hits: TestHit[] = [];
  let at = Date.UTC(2026, 1, 25, 6);
  for (let n = 0; n < 60; n += 1) {
    at += [0, 0, 1, 60_000, 5 * 3_600_000, 30 * 3_600_000][below(6)] ?? 0;
    const isRow = below(4) === 0;
    const visitor = isRow && below(3) === 0 ? "" : `vid:${below(5)}`;
    const list1 = some(3, value);
    const list2 = some(3, value);
    const linear = some(3, value);
    const evar1 = below(3) === 0 ? "" : value();
    const products = some(3, () => ({
      name: value(),
      category: ["", "shoes", "hats"][below(3)] ?? "",
      units: String(below(4)),
      revenue: cents(),
      ...(below(3) === 0 ? { metrics: { event1: String(1 + below(3)) } } : {}),
    }));
    const isReturn = isRow && below(3) === 0;
    const sum = (of: (product: (typeof products)[number]) => string) => String(products.reduce((all, one) => all + Number(of(one)), 0));
    const hit: TestHit = {
      at: new Date(at).toISOString().slice(0, 23).replace("T", " "),
      visitor,
      visit: 1 + Math.floor(n / 9),
      source: isRow ? (visitor === "" ? 5 : 7) : 1,
      position: (isRow ? 2n ** 63n : 0n) + BigInt(n),
      line: n + 2,
      isPageView: below(4) !== 0,
      dims: {
        ...(evar1 === "" ? {} : { evar1 }),
        ...(below(2) === 0 ? {} : { prop1: value() }),
        ...(linear.at(-1) === undefined ? {} : { evar2: linear.at(-1) ?? "" }),
        ...(list1.length === 0 ? {} : { list1: list1.join(LIST_SEPARATOR) }),
        ...(list2.length === 0 ? {} : { list2: list2.join(LIST_SEPARATOR) }),
      },
      post: { ...(evar1 !== "" ? { evar1 } : below(2) === 0 ? { evar1: "kept" } : {}), ...(linear.length > 0 ? { evar2: linear.at(-1) ?? "" } : {}) },
      lists: { ...(list1.length > 0 ? { list1 } : {}), ...(list2.length > 0 ? { list2 } : {}), ...(linear.length > 1 ? { evar2: linear } : {}) },
      products,
      isReturn,
      orders: String(below(2)),
      units: products.length > 0 ? sum(({ units }) => units) : String(below(3)),
      revenue: `${isReturn ? "-" : ""}${products.length > 0 && !isReturn ? sum(({ revenue }) => revenue) : cents()}`,
      metrics: { ...(below(3) === 0 ? { event1: String(1 + below(4)) } : {}), ...(below(3) === 0 ? { event2: cents(300) } : {}) },
    };
    const kept = isReturn ? { ...hit, products: [] } : hit;
    hits.push(kept);
    if (isRow && below(3) === 0) {
      hits.push(negativeOf({ ...kept, products: kept.products?.map(negated) ?? [] }));
      // Linked late, or filled anew with other values.
      if (below(3) > 0) hits.push({ ...kept, visitor: `vid:${below(5)}`, source: 7, range: 3, dims: { evar1: "late" }, post: { evar1: "late" }, lists: {} });
    }
  }
  return hits;
}

function negated<T extends { units?: string; revenue?: string; metrics?: Readonly<Record<string, string>> }>(product: T): T {
  const minus = (text: string | undefined) => String(-Number(text ?? "0"));
  const metrics = Object.fromEntries(Object.entries(product.metrics ?? {}).map(([name, text]) => [name, minus(text)]));
  return { ...product, units: minus(product.units), revenue: minus(product.revenue), ...(product.metrics === undefined ? {} : { metrics }) };
}

type Model = z.input<typeof AllocationModel>;
const FUNCS: readonly Model["func"][] = [
  "allocation-firstTouch",
  "allocation-lastTouch",
  "allocation-instance",
  "allocation-linear",
  "allocation-uShaped",
  "allocation-jShaped",
  "allocation-timeDecay",
  "allocation-algorithmic",
];

function questionOf(word: () => number): Question {
  const below = (most: number): number => word() % most;
  const one = <T>(of: readonly T[]): T => of[below(of.length)] as T;
  const dimension = one(DIMENSIONS);
  const others = ["evar1", "list1", "list2", "product", "evar2", "category"].filter((other) => other !== dimension);
  const isTimed = dimension === undefined || dimension.startsWith("daterange");
  const func = one(FUNCS);
  const context = one(["sessions", "visitors"]);
  const isLooking = func !== "allocation-instance";
  const model = {
    func,
    ...(isLooking ? { context } : {}),
    ...(isLooking && context === "visitors" && below(3) === 0 ? { rowTime: "transaction" } : {}),
    ...(isLooking && context === "visitors" && below(3) === 0 ? { lookbackExpiration: { granularity: "day", numPeriods: 1 + below(9) } } : {}),
  } as Model;
  const isOfVisit = dimension === "entrypage" || dimension === "visitnumber";
  const kind = isOfVisit ? 0 : below(3);
  const credited = CREDITED.map((metric) => (below(2) === 0 ? `${metric} ${one(["sessions", "visitors"])}` : metric));
  return {
    ...(dimension === undefined ? {} : { dimension }),
    metrics: kind === 0 ? [...PLAIN, ...(isTimed || isOfVisit ? [] : ["instances"])] : credited,
    ...(kind === 2 ? { model } : {}),
    ...(below(3) === 0 ? { breakdowns: [{ dimension: one(others), itemValue: one(["red", "blue", "Unspecified"]) }] } : {}),
    ...(below(3) === 0
      ? {
          segment: {
            func: "segment",
            version: [1, 0, 0],
            container: { func: "container", context: one(["hits", "visits", "visitors"]), pred: randomSegment(word) },
          },
        }
      : {}),
    ...(!isTimed && below(4) === 0 ? { search: { clause: "'r'" } } : {}),
    ...(!isTimed && below(4) === 0 ? { settings: { limit: 400, nonesBehavior: "exclude-nones" as const } } : { settings: { limit: 400 } }),
    range: MARCH,
    suite: { ...SUITE, timeZone: one(["UTC", "Europe/Amsterdam", "Asia/Kolkata"]) },
  };
}

/** All lines of a number, read page by page, and the sum that the engine tells of them. */
async function linesOf(definition: ReportDefinition, place: Parameters<typeof cellOf>[1]) {
  const cell = cellOf(definition, place);
  const lines: { place: RowPlace; part: string; parts: string[] }[] = [];
  let after: RowPlace | null = null;
  for (;;) {
    const { page } = planLines(cell, { after, limit: PAGE });
    const rows = await warehouse.rows(page.query, page.values);
    lines.push(...rows.map(({ place: id, part, touched }) => ({ place: id, part, parts: touched.map(([, amount]) => amount) })));
    const last = rows.at(-1);
    if (rows.length < PAGE || last === undefined) break;
    after = last.place;
  }
  const { sum } = planLines(cell, { after: null, limit: PAGE });
  const [told] = await warehouse.rows(sum.query, sum.values);
  return { lines, told };
}

const added = (texts: readonly string[]): bigint => texts.reduce((all, text) => all + twelve(text), 0n);
/** An exact decimal in units of 10^-12. */
function twelve(text: string): bigint {
  const [, sign, whole = "0", fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const value = BigInt(whole) * 10n ** 12n + BigInt(fraction.padEnd(12, "0"));
  return sign === "-" ? -value : value;
}

test.each(Array.from({ length: WORLDS }, (_, seed) => seed + 1))(
  "BR1 BR2 the lines of every number and total of random reports add up to it, each row once (seed %i)",
  async (seed) => {
    const word = randomWords(seed * 7_919);
    const rsid = uniqueName("lines");
    await insertHits(warehouse, rsid, world(word));
    let cells = 0;
    for (let n = 0; n < QUESTIONS; n += 1) {
      const question = questionOf(word);
      const definition = definitionOf(rsid, question);
      const ranked = await rank(warehouse, definition);
      const items = ranked.rows.filter(() => word() % 3 > 0 || ranked.rows.length < 4).slice(0, 4);
      for (const [index, { id }] of definition.columns.entries()) {
        const expected = [
          { place: { columnId: id }, number: ranked.totals[index] },
          { place: { columnId: id, total: "shown" as const }, number: ranked.filteredTotals[index] },
          ...items.map(({ itemId, data }) => ({ place: { columnId: id, itemId }, number: data[index] })),
        ];
        // A day or a month and its totals may be many; a third of the numbers is enough for one question.
        for (const { place, number } of expected.filter((_, nth) => (nth + index + n) % 3 === 0)) {
          const { lines, told } = await linesOf(definition, place);
          const what = JSON.stringify({ question, place });
          expect(Number(told?.sum), what).toBe(Number(number));
          expect(added(lines.map(({ part }) => part)), what).toBe(twelve(told?.exact ?? ""));
          expect(lines.length, what).toBe(told?.lines);
          expect(new Set(lines.map((line) => line.place.join(" "))).size, what).toBe(lines.length);
          for (const { part, parts } of lines) if (parts.length > 0) expect(added(parts), what).toBe(twelve(part));
          cells += lines.length > 0 ? 1 : 0;
        }
      }
    }
    expect(cells).toBeGreaterThan(QUESTIONS);
  },
  300_000,
);
