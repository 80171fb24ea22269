import { RankedRequest } from "@rapport/contract/reporting";
import { defineReport, LIST_SEPARATOR, readSegment, shapeReport, type ReportingSuite, type SegmentMetric, type ValueCondition } from "@rapport/domain";
import { rowsInSegment, type SegmentRow } from "@rapport/domain/reference";
import { preparedStores, randomWords, uniqueName } from "@rapport/testkit";
import { expect, test } from "vitest";
import { insertHits, negativeOf, type TestHit } from "./hits.fixture.ts";
import { randomSegment } from "./random-segment.fixture.ts";
import { MARCH } from "./report.fixture.ts";
import { rank } from "./run.ts";

const { warehouse } = await preparedStores();

/** More of them are told by hand: `RAPPORT_SEGMENT_WORLDS=400`. */
const WORLDS = Number(process.env["RAPPORT_SEGMENT_WORLDS"] ?? "5");
const SEGMENTS = 14;
const suiteOf = (rsid: string): ReportingSuite => ({
  rsid,
  timeZone: "UTC",
  currency: "EUR",
  variables: {},
  everLinear: new Set(),
});

interface Row extends SegmentRow {
  readonly id: string;
  readonly revenue: number;
}

/** Hits and rows of files of three visitors, of nobody, and some that are cancelled, in order. */
function world(word: () => number): { hits: TestHit[]; rows: Row[] } {
  const below = (most: number): number => word() % most;
  const one = (...of: readonly string[]): string => of[below(of.length)] ?? "";
  const hits: TestHit[] = [];
  const rows: Row[] = [];
  const visits = new Map<string, { number: number; last: number }>();
  let at = Date.UTC(2026, 2, 1, 8);
  for (let n = 0; n < 24; n += 1) {
    at += [0, 1, 60_000, 20 * 60_000, 3 * 3_600_000, 40 * 3_600_000][below(6)] ?? 0;
    const isRow = below(4) === 0;
    const visitor = isRow && below(3) === 0 ? "" : `vid:${below(3)}`;
    const page = one("", "A", "B", "C", "AB", "%");
    const evar1 = one("", "A", "a", "B", "7", "3.5");
    const list1 = one("", "A", "A,B", "C,a").split(",");
    const product = one("", "A", "B,A", "7");
    const orders = below(3);
    const before = visits.get(visitor);
    const visit = before === undefined || at - before.last > 30 * 60_000 ? (before?.number ?? 0) + 1 : before.number;
    if (!isRow) visits.set(visitor, { number: visit, last: at });
    const id = `r${n}`;
    const hit: TestHit = {
      at: new Date(at).toISOString().slice(0, 23).replace("T", " "),
      visitor,
      visit,
      source: isRow ? 7 : 1,
      position: (isRow ? 2n ** 63n : 0n) + BigInt(n),
      line: n + 2,
      dims: {
        prop75: id,
        ...(page === "" ? {} : { page }),
        ...(evar1 === "" ? {} : { evar1 }),
        ...(list1[0] === "" ? {} : { list1: list1.join(LIST_SEPARATOR) }),
      },
      lists: list1[0] === "" ? {} : { list1 },
      products: product === "" ? [] : product.split(",").map((name) => ({ name })),
      orders: String(orders),
      revenue: String(orders * 2),
      // Of every row once, so that each can be found again.
      metrics: { event99: "1", ...(below(3) === 0 ? { event1: "2" } : {}) },
    };
    const isCancelled = isRow && below(4) === 0;
    if (isCancelled) hits.push(hit, negativeOf(hit));
    else rows.push(rowOf({ hit, id, at }));
    if (!isRow && below(3) === 0) hits.push(...inTwo(hit));
    else if (!isCancelled) hits.push(hit);
    // A call whose order belongs to the same or another visitor, with the values of the order.
    if (!isRow && below(6) === 0) {
      const given = ofCall({ hit, visitor: below(2) === 0 ? visitor : `vid:${below(3)}`, id: `b${n}` });
      hits.push(given);
      rows.push(rowOf({ hit: given, id: `b${n}`, at }));
    }
  }
  return { hits, rows };
}

/** The money of a hit that is converted later stands in a row of its own, which has nothing else to count. */
function inTwo(hit: TestHit): TestHit[] {
  const { event99 = "0", ...money } = hit.metrics ?? {};
  return [
    { ...hit, revenue: "0", metrics: { event99 } },
    { ...hit, occurrences: 0, isPageView: false, orders: "0", metrics: money },
  ];
}

function ofCall({ hit, visitor, id }: { hit: TestHit; visitor: string; id: string }): TestHit {
  const dims = { ...hit.dims, prop75: id, page: "C" };
  return { ...hit, visitor, source: 7, occurrences: 0, isOfCall: true, dims, orders: "-1", revenue: "-2", metrics: { event99: "1" } };
}

function rowOf({ hit, id, at }: { hit: TestHit; id: string; at: number }): Row {
  const isRow = hit.source === 7;
  const of = (condition: ValueCondition): readonly string[] => {
    const name = condition.dimension.id.replace("variables/", "");
    if (name === "product") return (hit.products ?? []).length === 0 ? [""] : (hit.products ?? []).map((product) => product.name);
    if (name === "list1") return hit.lists?.["list1"] ?? [""];
    return [hit.dims?.[name] ?? ""];
  };
  const amount = (metric: SegmentMetric): number => {
    if (metric.kind === "occurrences") return hit.isOfCall === true ? 0 : 1;
    if (metric.kind !== "conversion") return isRow ? 0 : 1;
    if (metric.of === "orders") return Number(hit.orders);
    if (metric.of === "revenue") return Number(hit.revenue);
    return Number(hit.metrics?.["event1"] ?? 0);
  };
  const place = `${at} ${String(hit.position)}`;
  return {
    id,
    revenue: Number(hit.revenue),
    place,
    isHit: hit.isOfCall !== true,
    at,
    visitor: hit.visitor ?? "",
    visit: isRow ? null : (hit.visit ?? 1),
    values: of,
    amount,
  };
}

test.each(Array.from({ length: WORLDS }, (_, seed) => seed + 1))(
  "SE1 SE2 SE4 SE5 SE6 SE8 SE9 SE11 SE12 SE13 segments by chance choose the rows that plain loops choose (seed %i)",
  async (seed) => {
    const word = randomWords(seed);
    const { hits, rows } = world(word);
    // Rows stand in the order of their times, and rows of files behind hits of the same millisecond.
    const inOrder = rows.toSorted((a, b) => a.at - b.at || Number(a.visit === null) - Number(b.visit === null));
    const rsid = uniqueName("segments");
    await insertHits(warehouse, rsid, hits);
    const suite = suiteOf(rsid);
    const definitions = Array.from({ length: SEGMENTS }, () => randomSegment(word));
    const request = RankedRequest.parse({
      rsid,
      dimension: "variables/prop75",
      globalFilters: [{ type: "dateRange", dateRange: MARCH }],
      metricContainer: {
        metrics: definitions.flatMap((_, index) =>
          ["event99", "revenue"].map((metric) => ({ id: `metrics/${metric}`, columnId: `${metric} ${index}`, filters: [`s${index}`] })),
        ),
        metricFilters: definitions.map((segmentDefinition, index) => ({ id: `s${index}`, type: "segment", segmentDefinition })),
      },
      settings: { limit: 400 },
    });
    const definition = defineReport({ request, suite, now: Date.UTC(2026, 2, 20) });
    const report = shapeReport(definition, await rank(warehouse, definition));
    for (const [index, each] of definitions.entries()) {
      const wanted = rowsInSegment(inOrder, readSegment({ definition: each, suite, saved: new Map() }));
      const found = report.rows.filter(({ data }) => data[2 * index] === 1).map(({ value }) => value);
      expect(found.toSorted(), JSON.stringify(each)).toEqual(wanted.map(({ id }) => id).toSorted());
      const { totals } = report.summaryData;
      expect(totals.slice(2 * index, 2 * index + 2), JSON.stringify(each)).toEqual([wanted.length, wanted.reduce((sum, { revenue }) => sum + revenue, 0)]);
    }
  },
);
