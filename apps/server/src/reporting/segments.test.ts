import type { SegmentDefinition } from "@rapport/contract/reporting";
import { preparedStores, uniqueName } from "@rapport/testkit";
import { describe, expect, test } from "vitest";
import { insertHits, type TestHit } from "./hits.fixture.ts";
import { table } from "./report.fixture.ts";

const { warehouse } = await preparedStores();

const container = (context: "hits" | "visits" | "visitors", pred: unknown): SegmentDefinition => ({
  func: "segment",
  version: [1, 0, 0],
  container: { func: "container", context, pred },
});
const page = (str: string) => ({ func: "streq", str, val: { func: "attr", name: "variables/page" } });
const event = (name: string) => ({ func: "event-exists", evt: { func: "event", name: `metrics/${name}` } });

async function suiteWith(hits: readonly TestHit[]) {
  const rsid = uniqueName("segments");
  await insertHits(warehouse, rsid, hits);
  return async (dimension: string, metrics: readonly string[], segment: SegmentDefinition) => await table(warehouse, rsid, { dimension, metrics, segment });
}

const visit = (number: number, pages: readonly string[], more: Partial<TestHit> = {}): TestHit[] =>
  pages.map((name, index) => ({ at: `2026-03-0${number} 09:0${index}:00`, visit: number, dims: { page: name }, ...(name === "Purchase" ? more : {}) }));
const COAT = [
  ...visit(1, ["Home", "Winter Apparel", "Winter Coat", "Purchase"], { orders: "1", revenue: "100" }),
  ...visit(2, ["Winter Apparel", "Winter Boots", "Winter Apparel", "Winter Hats"]),
];

describe("containers", () => {
  test.each([
    ["hits", { "Winter Coat": [1] }],
    ["visits", { Home: [1], Purchase: [1], "Winter Apparel": [1], "Winter Coat": [1] }],
    ["visitors", { "Winter Apparel": [3], Home: [1], Purchase: [1], "Winter Boots": [1], "Winter Coat": [1], "Winter Hats": [1] }],
  ] as const)("G8 a container of %s chooses what belongs to a page", async (context, rows) => {
    const report = await suiteWith([...COAT, { at: "2026-03-03 09:00:00", visitor: "vid:2", dims: { page: "Home" } }]);
    expect((await report("page", ["pageviews"], container(context, page("Winter Coat")))).rows).toEqual(rows);
  });

  test("G8 SE7 with participation a segment chooses the order, not the pages before it", async () => {
    const report = await suiteWith(COAT);
    const all = { Home: [100], Purchase: [100], "Winter Apparel": [100], "Winter Coat": [100] };
    expect((await report("page", ["revenue sessions"], container("hits", page("Purchase")))).rows).toEqual(all);
    expect((await report("page", ["revenue sessions"], container("hits", page("Winter Coat")))).rows).toEqual({});
  });

  test("SE7 with a model a segment chooses the conversions, and their touches keep their credit", async () => {
    const rsid = uniqueName("segments");
    await insertHits(warehouse, rsid, COAT);
    const linear = { func: "allocation-linear", context: "sessions" } as const;
    const credited = async (segment: SegmentDefinition) =>
      (await table(warehouse, rsid, { dimension: "page", metrics: ["revenue"], model: linear, segment })).rows;
    expect(await credited(container("hits", page("Purchase")))).toEqual({ Home: [25], Purchase: [25], "Winter Apparel": [25], "Winter Coat": [25] });
    expect(await credited(container("hits", page("Winter Coat")))).toEqual({});
  });

  test("A26 M5 a visitor with an offline return brings all hits before and after it", async () => {
    const report = await suiteWith([
      { at: "2026-03-01 09:00:00", dims: { page: "Before" } },
      { at: "2026-03-02 09:00:00", source: 7, metrics: { event9: "1" } },
      { at: "2026-03-03 09:00:00", visit: 2, dims: { page: "After" } },
      { at: "2026-03-03 10:00:00", visitor: "vid:2", dims: { page: "Other" } },
    ]);
    const { rows, totals } = await report("page", ["pageviews", "occurrences"], container("visitors", event("event9")));
    expect(rows).toEqual({ Before: [1, 1], After: [1, 1], Unspecified: [0, 1] });
    expect(totals).toEqual([2, 3]);
  });

  test("A27 M6 SE4 a summary row is chosen by a container of hits alone", async () => {
    const report = await suiteWith([
      { at: "2026-03-01 09:00:00", visitor: "", source: 5, dims: { evar1: "red" }, metrics: { event1: "4" } },
      { at: "2026-03-01 10:00:00", dims: { evar1: "red" }, metrics: { event1: "1" } },
    ]);
    const red = { func: "streq", str: "red", val: { func: "attr", name: "variables/evar1" } };
    expect((await report("evar1", ["event1"], container("hits", red))).rows).toEqual({ red: [5] });
    expect((await report("evar1", ["event1"], container("visits", red))).rows).toEqual({ red: [1] });
    expect((await report("evar1", ["event1"], container("visitors", red))).rows).toEqual({ red: [1] });
  });

  test("SE3 what happened outside the range decides nothing", async () => {
    const report = await suiteWith([{ at: "2026-02-27 09:00:00", dims: { page: "Purchase" } }, ...visit(2, ["Home"])]);
    expect((await report("page", ["pageviews"], container("visitors", page("Purchase")))).rows).toEqual({});
  });

  test("SE2 two conditions of a visit may be met by different hits, two of a hit may not", async () => {
    const report = await suiteWith(visit(1, ["Home", "Winter Coat"]));
    const both = { func: "and", preds: [page("Home"), page("Winter Coat")] };
    expect((await report("page", ["visits"], container("visits", both))).totals).toEqual([1]);
    expect((await report("page", ["visits"], container("visits", { func: "container", context: "hits", pred: both }))).totals).toEqual([0]);
  });
});

describe("sequences", () => {
  const hits = (pred: unknown) => ({ func: "container", context: "hits", pred });
  const then = (...stream: readonly unknown[]) => ({ func: "sequence", stream });
  const within = (count: number, unit: string) => ({ func: "time-restriction", limit: "within", count, unit });
  const after = (count: number, unit: string) => ({ func: "time-restriction", limit: "after", count, unit });

  test.each([
    ["in this order", then(hits(page("Home")), hits(page("Purchase"))), 1],
    ["in the other order", then(hits(page("Purchase")), hits(page("Home"))), 0],
    ["SE9 within what it took", then(hits(page("Home")), within(3, "minute"), hits(page("Purchase"))), 1],
    ["SE9 within less", then(hits(page("Home")), within(2, "minute"), hits(page("Purchase"))), 0],
    ["SE9 after less", then(hits(page("Home")), after(2, "minute"), hits(page("Purchase"))), 1],
    ["SE9 after what it took", then(hits(page("Home")), after(3, "minute"), hits(page("Purchase"))), 0],
    ["SE9 within three hits", then(hits(page("Home")), within(3, "hit"), hits(page("Purchase"))), 1],
    ["SE8 without what came between", then(hits(page("Home")), { func: "exclude-next-checkpoint" }, hits(page("Winter Coat")), hits(page("Purchase"))), 0],
    ["SE8 without what came later", then(hits(page("Home")), { func: "exclude-next-checkpoint" }, hits(page("Winter Hats")), hits(page("Purchase"))), 1],
    ["SE8 and never after", then(hits(page("Home")), { func: "exclude-next-checkpoint" }, hits(page("Purchase"))), 0],
  ])("SE8 %s", async (_, sequence, visits) => {
    const report = await suiteWith(COAT);
    expect((await report("page", ["visits"], container("visits", sequence))).totals).toEqual([visits]);
  });

  test("SE8 steps that are visits follow one another", async () => {
    const report = await suiteWith(COAT);
    const visitWith = (name: string) => ({ func: "container", context: "visits", pred: page(name) });
    expect((await report("page", ["visitors"], container("visitors", then(visitWith("Home"), visitWith("Winter Hats"))))).totals).toEqual([1]);
    expect((await report("page", ["visitors"], container("visitors", then(visitWith("Home"), visitWith("Purchase"))))).totals).toEqual([0]);
    expect((await report("page", ["visitors"], container("visitors", then(visitWith("Home"), after(1, "visit"), visitWith("Winter Hats"))))).totals).toEqual([
      0,
    ]);
  });
});
