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
const WORLDS = Number(process.env["RAPPORT_SEGMENT_WORLDS"] ?? "8");
const SEGMENTS = 25;
const suiteOf = (rsid: string): ReportingSuite => ({
  rsid,
  timeZone: "UTC",
  currency: "EUR",
  variables: {},
  everLinear: new Set(),
});

interface Row extends SegmentRow {
  readonly id: string;
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
      metrics: below(3) === 0 ? { event1: "2" } : {},
    };
    hits.push(hit);
    const isCancelled = isRow && below(4) === 0;
    if (isCancelled) hits.push(negativeOf(hit));
    else rows.push(rowOf({ hit, id, at }));
  }
  return { hits, rows };
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
    if (metric.kind === "occurrences") return 1;
    if (metric.kind !== "conversion") return isRow ? 0 : 1;
    if (metric.of === "orders") return Number(hit.orders);
    if (metric.of === "revenue") return Number(hit.revenue);
    return Number(hit.metrics?.["event1"] ?? 0);
  };
  return { id, at, visitor: hit.visitor ?? "", visit: isRow ? null : (hit.visit ?? 1), values: of, amount };
}

test.each(Array.from({ length: WORLDS }, (_, seed) => seed + 1))(
  "SE1 to SE9: segments by chance choose the rows that plain loops choose (seed %i)",
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
        metrics: definitions.map((_, index) => ({ id: "metrics/occurrences", columnId: `c${index}`, filters: [`s${index}`] })),
        metricFilters: definitions.map((segmentDefinition, index) => ({ id: `s${index}`, type: "segment", segmentDefinition })),
      },
      settings: { limit: 400 },
    });
    const definition = defineReport({ request, suite, now: Date.UTC(2026, 2, 20) });
    const report = shapeReport(definition, await rank(warehouse, definition));
    for (const [index, each] of definitions.entries()) {
      const wanted = rowsInSegment(inOrder, readSegment({ definition: each, suite, saved: new Map() })).map(({ id }) => id);
      const found = report.rows.filter(({ data }) => data[index] === 1).map(({ value }) => value);
      expect(found.toSorted(), JSON.stringify(each)).toEqual(wanted.toSorted());
      expect(report.summaryData.totals[index], JSON.stringify(each)).toBe(wanted.length);
    }
  },
);
