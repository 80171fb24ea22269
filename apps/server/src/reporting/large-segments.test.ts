import { RankedRequest } from "@rapport/contract/reporting";
import { defineReport } from "@rapport/domain";
import { preparedStores, uniqueName } from "@rapport/testkit";
import { expect, test } from "vitest";
import { insertHits } from "./hits.fixture.ts";
import { MARCH } from "./report.fixture.ts";
import { rank } from "./run.ts";

const { warehouse } = await preparedStores();
const rsid = uniqueName("large");
await insertHits(warehouse, rsid, [{ at: "2026-03-01 09:00:00", dims: { page: "text 7", evar1: "x" }, orders: "1", revenue: "7" }]);
const suite = { rsid, timeZone: "UTC", currency: "EUR", variables: {}, everLinear: new Set<string>() };

const many = <T>(length: number, make: (nth: number) => T): T[] => Array.from({ length }, (_, nth) => make(nth));
const val = { func: "attr", name: "variables/page" };
const container = (context: string, pred: unknown) => ({ func: "container", context, pred });
const is = (str: string) => ({ func: "streq", val, str });
const spent = (num: number) => ({ func: "ge", val: { func: "total", evt: { func: "event", name: "metrics/revenue" } }, num });
const or = (preds: readonly unknown[]) => ({ func: "or", preds });
const texts = (length: number) => many(length, (nth) => `text ${nth}`);
const steps = (length: number, step: (nth: number) => unknown) => ({ func: "sequence", stream: many(length, step) });
const deep = (depth: number, pred: unknown): unknown => (depth === 0 ? pred : container(depth % 2 === 0 ? "visits" : "visitors", deep(depth - 1, pred)));
/** Three sequences inside one another, each with as many steps as there may be, and with limits between them. */
const inside = (depth: number, length: number): unknown => {
  const within = { func: "time-restriction", limit: "within", count: 3, unit: "day" };
  const step = container("hits", depth === 1 ? or([is("text 7"), spent(5)]) : or([is("text 7"), container("visitors", inside(depth - 1, 2))]));
  return { func: "sequence", stream: many(length, (nth) => (nth === 0 ? [step] : [within, step])).flat() };
};

test.each([
  ["500 conditions on values", container("hits", or(many(499, (nth) => is(`text ${nth}`)))), 1],
  ["150 conditions on amounts", container("hits", or(many(150, (nth) => spent(nth)))), 1],
  ["150 conditions on amounts over visitors", container("visitors", or(many(150, (nth) => spent(nth)))), 1],
  ["lists of 500 texts", container("visits", or(many(6, () => ({ func: "streq-in", val, list: texts(500) })))), 1],
  [
    "lists of 500 texts that values contain",
    container("visits", or(["contains-any-of", "not-contains-all-of"].map((func) => ({ func, val, list: texts(500) })))),
    1,
  ],
  ["containers on 20 levels", deep(10, is("text 7")), 1],
  [
    "a sequence of 10 steps",
    container(
      "visitors",
      steps(10, () => container("hits", is("text 7"))),
    ),
    0,
  ],
  ["sequences inside sequences", container("visitors", inside(3, 6)), 0],
  ["20 sequences", container("visitors", or(many(20, () => steps(1, () => container("hits", is("text 7")))))), 1],
  [
    "what is beside 20 sequences",
    container("hits", or(many(20, () => ({ ...steps(2, () => container("hits", is("text 7"))), func: "sequence-prefix", context: "visitors" })))),
    0,
  ],
])("SE1 %s are counted", { timeout: 120_000 }, async (_, each, hits) => {
  const request = RankedRequest.parse({
    rsid,
    dimension: "variables/evar1",
    globalFilters: [
      { type: "dateRange", dateRange: MARCH },
      { type: "segment", segmentDefinition: { func: "segment", version: [1, 0, 0], container: each } },
    ],
    metricContainer: {
      metrics: [
        { id: "metrics/occurrences", columnId: "0" },
        { id: "metrics/visitors", columnId: "1" },
      ],
    },
  });
  const definition = defineReport({ request, suite, now: Date.UTC(2026, 2, 20) });
  expect((await rank(warehouse, definition)).totals).toEqual([String(hits), String(hits)]);
});
