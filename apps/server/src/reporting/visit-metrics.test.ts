import type { VISIT_METRICS } from "@rapport/contract/reporting";
import { LIST_SEPARATOR } from "@rapport/domain";
import { visitMetricByLoops, type HitOfVisit } from "@rapport/domain/reference";
import { preparedStores, randomWords, uniqueName } from "@rapport/testkit";
import { describe, expect, test } from "vitest";
import { insertHits, type TestHit } from "./hits.fixture.ts";
import { MARCH, report, table } from "./report.fixture.ts";

const { warehouse } = await preparedStores();

describe("what visits have", () => {
  /**
   * Ann, visit 1: 09:00:00 page A, 09:00:30.5 page B, 09:02:00 a link; visit 2: 10:00 page B alone. Bob: 11:00 a link, 11:00:10 page C twice, 11:00:20.
   * Cas: from 28 February 23:50 page A to 1 March 00:10 page B. A row of a file, and money of Bob's link that was converted later.
   */
  const HISTORY: readonly TestHit[] = [
    { at: "2026-03-02 09:00:00", visitor: "vid:a", dims: { page: "A", evar1: "Red" } },
    { at: "2026-03-02 09:00:30.500", visitor: "vid:a", dims: { page: "B", evar1: "red" } },
    { at: "2026-03-02 09:02:00", visitor: "vid:a", isPageView: false },
    { at: "2026-03-03 10:00:00", visitor: "vid:a", visit: 2, dims: { page: "B" } },
    { at: "2026-03-03 11:00:00", visitor: "vid:b", isPageView: false, dims: { evar1: "blue" } },
    { at: "2026-03-03 11:00:10", visitor: "vid:b", dims: { page: "C" } },
    { at: "2026-03-03 11:00:20", visitor: "vid:b", dims: { page: "C" } },
    { at: "2026-02-28 23:50:00", visitor: "vid:c", dims: { page: "A" } },
    { at: "2026-03-01 00:10:00", visitor: "vid:c", dims: { page: "B" } },
    { at: "2026-03-03 11:00:00", visitor: "vid:b", occurrences: 0, isPageView: false, revenue: "5" },
    { at: "2026-03-03 12:00:00", visitor: "vid:b", source: 7, dims: { page: "C" }, revenue: "5" },
  ];
  const METRICS = ["entries", "exits", "bounces", "singlepagevisits", "timespent", "pageviews", "pageevents"];
  const written = (async () => {
    const rsid = uniqueName("visits");
    await insertHits(warehouse, rsid, HISTORY);
    return rsid;
  })();

  test("DM1 DM2 DM3 DM4 DM5 DM6 by page: entries, exits, bounces, visits of a single page, seconds; page events are no page views", async () => {
    expect(await table(warehouse, await written, { dimension: "page", metrics: METRICS })).toEqual({
      rows: {
        A: [1, 0, 0, 0, 30.5, 1, 0],
        B: [1, 3, 1, 1, 89.5, 3, 0],
        C: [1, 1, 0, 1, 10, 2, 0],
        Unspecified: [0, 0, 0, 0, 10, 0, 2],
      },
      totals: [3, 4, 1, 2, 140, 6, 2],
    });
  });

  test("DM2 DM3 the entry and the exit of a dimension are its first and its last value in the visit, else the visit's first and last hit", async () => {
    expect((await table(warehouse, await written, { dimension: "evar1", metrics: ["entries", "exits"] })).rows).toEqual({
      Red: [1, 1],
      blue: [1, 1],
      Unspecified: [1, 2],
    });
  });

  test("DM2 DM7 an entry counts on its own day and in its own range, so a visit from before the range has none", async () => {
    expect((await table(warehouse, await written, { dimension: "daterangeday", metrics: METRICS })).rows).toEqual({
      "Mar 1, 2026": [0, 1, 0, 0, 0, 1, 0],
      "Mar 2, 2026": [1, 1, 0, 0, 120, 2, 1],
      "Mar 3, 2026": [2, 2, 1, 2, 20, 3, 1],
    });
    expect((await table(warehouse, await written, { metrics: ["entries"], range: "2026-02-28T00:00/2026-03-01T00:00" })).totals).toEqual([1]);
  });

  test("DM2 inside a breakdown the entry is that of the outer dimension, so the items inside add up to it", async () => {
    const inside = { breakdowns: [{ dimension: "page", itemValue: "C" }], metrics: ["entries", "exits"] };
    expect(await table(warehouse, await written, { dimension: "evar1", ...inside })).toEqual({ rows: { Unspecified: [1, 1] }, totals: [1, 1] });
  });

  test("DM7 segments and search choose among the hits that count", async () => {
    const segment = {
      func: "segment",
      version: [1, 0, 0],
      container: { func: "container", context: "visits", pred: { func: "streq", val: { func: "attr", name: "variables/evar1" }, str: "red" } },
    };
    expect(await table(warehouse, await written, { dimension: "page", metrics: METRICS, segment })).toEqual({
      rows: { A: [1, 0, 0, 0, 30.5, 1, 0], B: [0, 1, 0, 0, 89.5, 1, 0], Unspecified: [0, 0, 0, 0, 0, 0, 1] },
      totals: [1, 1, 0, 0, 120, 2, 1],
    });
    const { summaryData } = await report(warehouse, await written, { dimension: "page", metrics: ["entries", "timespent"], search: { clause: "'B'" } });
    expect([summaryData.totals, summaryData.filteredTotals]).toEqual([
      [3, 140],
      [1, 89.5],
    ]);
  });
});

const METRICS = ["entries", "exits", "bounces", "singlepagevisits", "timespent"] as const satisfies readonly (typeof VISIT_METRICS)[number][];
const WORLDS = Number(process.env["RAPPORT_VISIT_WORLDS"] ?? "6");
const DIMENSIONS = ["page", "evar1", "list1", "product", "daterangeday", "entrypage", "exitpage", null] as const;
type Name = Exclude<(typeof DIMENSIONS)[number], null>;

interface Hit extends HitOfVisit {
  readonly of: Readonly<Record<Name, readonly string[]>>;
}

/** Visits of some people around the edges of March, with links, hits of one time, rows of files and converted money beside them. */
function world(word: () => number): { hits: TestHit[]; online: Hit[] } {
  const below = (most: number): number => word() % most;
  const one = (...of: readonly string[]): string => of[below(of.length)] ?? "";
  const hits: TestHit[] = [];
  const online: Hit[] = [];
  let position = 0;
  for (let person = 0; person < 6; person += 1) {
    let atMs = Date.UTC(2026, below(2) === 0 ? 1 : 2, 26 + below(4), 20);
    for (let visit = 1; visit <= 1 + below(5); visit += 1) {
      atMs += 2_000_000 + below(100_000_000);
      for (let hit = below(5); hit >= 0; hit -= 1) {
        position += 1;
        atMs += below(3) === 0 ? 0 : below(1_700_000);
        const [page, evar1] = [one("", "A", "B", "C"), one("", "x", "X", "y")];
        const list1 = one("", "p", "p,q", "q,r").split(",");
        const products = one("", "boot", "boot,sock,boot").split(",");
        const at = new Date(atMs).toISOString().replace("T", " ").replace("Z", "");
        const dims = {
          ...(page === "" ? {} : { page }),
          ...(evar1 === "" ? {} : { evar1 }),
          ...(list1[0] === "" ? {} : { list1: list1.join(LIST_SEPARATOR) }),
        };
        const common = { at, visitor: `vid:${person}`, dims, lists: list1[0] === "" ? {} : { list1 } };
        hits.push({ ...common, visit, position, isPageView: page !== "", products: products[0] === "" ? [] : products.map((name) => ({ name })) });
        if (below(6) === 0) hits.push({ ...common, visit, position, occurrences: 0, isPageView: false, revenue: "1" });
        if (below(6) === 0) hits.push({ ...common, source: 7, position: 2n ** 63n + BigInt(position), line: position, revenue: "1" });
        const day = new Intl.DateTimeFormat("en-US", { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" }).format(atMs);
        const of = { page: [page], evar1: [evar1.toLowerCase()], list1, product: products, daterangeday: [day], entrypage: [], exitpage: [] };
        online.push({ atMs, position, visit: `${person} ${visit}`, page, of });
      }
    }
  }
  // The store gets them in any order.
  return { hits: hits.toSorted(() => below(3) - 1), online: online.map((hit) => ({ ...hit, of: { ...hit.of, ...pagesOf(online, hit) } })) };
}

function pagesOf(online: readonly HitOfVisit[], { visit }: HitOfVisit): { entrypage: string[]; exitpage: string[] } {
  const pages = online
    .filter((hit) => hit.visit === visit && hit.page !== "")
    .toSorted((a, b) => a.atMs - b.atMs || a.position - b.position)
    .map(({ page }) => page);
  return { entrypage: [pages[0] ?? ""], exitpage: [pages.at(-1) ?? ""] };
}

test.each(Array.from({ length: WORLDS }, (_, seed) => seed + 1))(
  "DM2 DM3 DM4 DM5 DM6 DM7 DM8 what visits have is what plain loops count, by every kind of dimension and inside breakdowns (seed %i)",
  async (seed) => {
    const word = randomWords(seed);
    const { hits, online } = world(word);
    const rsid = uniqueName("visits");
    await insertHits(warehouse, rsid, hits);
    const [from = 0, to = 0] = MARCH.split("/").map((time) => Date.parse(`${time}Z`));
    for (const dimension of DIMENSIONS) {
      for (const inside of [
        null,
        { dimension: "page", itemValue: "A" },
        { dimension: "list1", itemValue: "q" },
        { dimension: "exitpage", itemValue: "B" },
      ] as const) {
        const question = { metrics: METRICS, ...(dimension === null ? {} : { dimension }), ...(inside === null ? {} : { breakdowns: [inside] }) };
        const answer = await table(warehouse, rsid, { ...question, settings: { limit: 400 } });
        const wanted: Record<string, number[]> = {};
        const leading = inside?.dimension ?? dimension;
        // All hits of a visit have the same entry page and exit page.
        const first = leading === "daterangeday" || leading === "entrypage" || leading === "exitpage" ? null : leading;
        for (const [n, metric] of METRICS.entries()) {
          const asked = {
            metric,
            has: (hit: Hit) => first === null || hit.of[first].some((value) => value !== ""),
            counts: (hit: Hit) => hit.atMs >= from && hit.atMs < to && (inside === null || hit.of[inside.dimension].includes(inside.itemValue)),
          };
          const total = visitMetricByLoops(online, { ...asked, items: () => ["all"] }).get("all") ?? 0;
          expect(answer.totals[n], `${metric} by ${dimension} in ${inside?.dimension}: total`).toBeCloseTo(total, 3);
          if (dimension === null) continue;
          for (const [item, count] of visitMetricByLoops(online, {
            ...asked,
            items: (hit) => hit.of[dimension].filter((value) => inside?.dimension !== dimension || value === inside.itemValue),
          }))
            (wanted[item === "" ? "Unspecified" : item] ??= METRICS.map(() => 0))[n] = Math.round(count * 1000) / 1000;
        }
        const found = Object.fromEntries(
          Object.entries(answer.rows).map(([name, data]) => [dimension === "evar1" && name !== "Unspecified" ? name.toLowerCase() : name, data]),
        );
        expect(found, `by ${dimension} in ${inside?.dimension}`).toEqual(wanted);
      }
    }
  },
);
