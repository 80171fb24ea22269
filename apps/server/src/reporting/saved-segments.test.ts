import { createApiKey } from "@rapport/contract/access";
import * as reporting from "@rapport/contract/reporting";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newSuite, testServer, type TestServer } from "../testing/index.ts";

let server: TestServer;
let suite: ReportSuite;
beforeAll(async () => {
  server = await testServer();
  suite = await newSuite(server, { timeZone: "UTC" });
  for (const [id, page, visitor] of [
    ["1", "Home", "one"],
    ["2", "Shoes", "one"],
    ["3", "Home", "two"],
  ] as const) {
    const query = new URLSearchParams({ AQB: "1", vid: visitor, pageName: page, AQE: "1" });
    await server.inject({ method: "GET", url: `/b/ss/${suite.rsid}/1/s${id}?${query.toString()}` });
  }
  await server.processed(suite.rsid);
});
afterAll(() => server.close());

const company = { company: "c" };
const pageIs = (str: string) => ({ func: "streq", str, val: { func: "attr", name: "variables/page" } });
const of = (context: string, pred: unknown) => ({ func: "segment", version: [1, 0, 0], container: { func: "container", context, pred } });
const save = async (name: string, definition: Record<string, unknown>) =>
  await server.api(reporting.createSegment, { params: company, body: { rsid: suite.rsid, name, definition } });
const one = (segmentId: string) => ({ params: { ...company, segmentId } });

async function pageViews(filter: object): Promise<number[]> {
  const { summaryData } = await server.api(reporting.runReport, {
    params: company,
    body: {
      rsid: suite.rsid,
      globalFilters: [
        { type: "dateRange", dateRange: "td/td+1d" },
        { type: "segment", ...filter },
      ],
      metricContainer: { metrics: [{ id: "metrics/pageviews" }, { id: "metrics/visitors", columnId: "v" }] },
    },
  });
  return summaryData.totals.map(Number);
}

test("SE10 a saved segment counts by its id in reports and in other segments, and still does when it was deleted", async () => {
  const shoes = await save("Shoes", of("visitors", pageIs("Shoes")));
  expect(shoes).toMatchObject({ name: "Shoes", rsid: suite.rsid, description: "" });
  expect(await pageViews({ segmentId: shoes.id })).toEqual([2, 1]);
  const others = await save("Others", of("hits", { func: "without", pred: { func: "segment-ref", id: shoes.id } }));
  expect(await pageViews({ segmentId: others.id })).toEqual([1, 1]);
  expect(await pageViews({ segmentDefinition: of("hits", { func: "segment-ref", id: others.id }) })).toEqual([1, 1]);
  expect(await server.api(reporting.deleteSegment, one(shoes.id))).toEqual({ status: "ok" });
  expect(await pageViews({ segmentId: others.id })).toEqual([1, 1]);
  expect(await server.api(reporting.getSegment, one(shoes.id))).toMatchObject({ name: "Shoes" });
  const { content } = await server.api(reporting.listSegments, { params: company, query: { rsids: suite.rsid } });
  expect(content.map(({ name }) => name)).toEqual(["Others"]);
  await server.api(reporting.deleteSegment, one(others.id));
});

test("C1 SE10 a change is of what it names; a segment that would name itself is refused", async () => {
  const made = await save("Home", of("hits", pageIs("Home")));
  const renamed = await server.api(reporting.changeSegment, { ...one(made.id), body: { name: "Front door" } });
  expect(renamed).toMatchObject({ name: "Front door", definition: made.definition, created: made.created });
  const second = await save("Second", of("hits", { func: "segment-ref", id: made.id }));
  const circle = server.api(reporting.changeSegment, { ...one(made.id), body: { definition: of("hits", { func: "segment-ref", id: second.id }) } });
  await expect(circle).rejects.toMatchObject({ code: "segment.definition", faults: [{ wrong: { code: "segment.circle" } }] });
  const { content, totalElements, totalPages, lastPage } = await server.api(reporting.listSegments, {
    params: company,
    query: { rsids: suite.rsid, limit: 1, name: "o" },
  });
  expect(content.map(({ name }) => name)).toEqual(["Front door"]);
  expect({ totalElements, totalPages, lastPage }).toEqual({ totalElements: 2, totalPages: 2, lastPage: false });
});

test("SE1 a definition is judged without being saved, with the place of each fault", async () => {
  const judge = async (body: Record<string, unknown>) => await server.api(reporting.validateSegment, { params: company, query: { rsid: suite.rsid }, body });
  expect(await judge(of("hits", pageIs("Home")))).toEqual({ valid: true, faults: [] });
  expect(await judge(of("hits", { ...pageIs("Home"), val: { func: "attr", name: "variables/weather" } }))).toMatchObject({
    valid: false,
    faults: [{ path: "container.pred.val.name", message: expect.stringContaining("is not a dimension of a report") as string }],
  });
  const deep = `{"func":"container","context":"hits","pred":${'{"func":"without","pred":'.repeat(20_000)}{}${"}".repeat(20_000)}}`;
  const answer = await server.inject({
    method: "POST",
    url: `/api/c/segments/validate?rsid=${suite.rsid}`,
    headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "application/json" },
    payload: deep,
  });
  expect(answer.json()).toMatchObject({ valid: false, faults: [{ message: expect.stringContaining("20 levels") as string }] });
});

test("SE10 whoever neither made a segment nor manages its suite does not change it", async () => {
  const made = await save("Mine", of("hits", pageIs("Home")));
  const { key } = await server.api(createApiKey, { body: { name: "Analyst", permissions: ["report.read", "report.save"] } });
  const asAnalyst = { headers: { authorization: `Bearer ${key}` } };
  const refused = await server.inject({ method: "DELETE", url: `/api/c/segments/${made.id}`, ...asAnalyst });
  expect({ status: refused.statusCode, code: refused.json<{ code: string }>().code }).toEqual({ status: 403, code: "segment.of_another" });
  const own = await server.inject({
    method: "POST",
    url: "/api/c/segments",
    ...asAnalyst,
    payload: { rsid: suite.rsid, name: "Theirs", definition: of("hits", pageIs("Shoes")) },
  });
  const { id } = own.json<{ id: string }>();
  expect((await server.inject({ method: "DELETE", url: `/api/c/segments/${id}`, ...asAnalyst })).statusCode).toBe(200);
});

test("SE14 of two who change one segment the later is told who was first, also of two at the same moment", async () => {
  const made = await save("Two", of("hits", pageIs("Home")));
  expect(made).toMatchObject({ version: 1, deleted: false });
  const put = (body: object, version?: number) => server.api(reporting.changeSegment, { ...one(made.id), query: { version }, body });
  expect(await put({ description: "First" }, 1)).toMatchObject({ version: 2, description: "First", name: "Two" });
  await expect(put({ description: "Second" }, 1)).rejects.toMatchObject({ code: "saved.meanwhile" });
  // What changes nothing is no version; without a version it is for any.
  expect(await put({ description: "First" }, 2)).toMatchObject({ version: 2 });
  expect(await put({ name: "Three" })).toMatchObject({ version: 3 });
  const both = await Promise.allSettled([put({ name: "A" }, 3), put({ name: "B" }, 3)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await expect(server.api(reporting.deleteSegment, { ...one(made.id), query: { version: 3 } })).rejects.toMatchObject({ code: "saved.meanwhile" });
  await server.api(reporting.deleteSegment, { ...one(made.id), query: { version: 4 } });
  await expect(put({ name: "Late" }, 4)).rejects.toMatchObject({ code: "segment.not_found" });
  expect(await server.api(reporting.getSegment, one(made.id))).toMatchObject({ deleted: true, version: 5 });
});

test("SE10 SE14 two changes at once make no circle", async () => {
  for (let round = 0; round < 5; round += 1) {
    const [a, b] = [await save("A", of("hits", pageIs("Home"))), await save("B", of("hits", pageIs("Home")))];
    const naming = (id: string, named: string) =>
      server.api(reporting.changeSegment, { ...one(id), body: { definition: of("hits", { func: "segment-ref", id: named }) } });
    const both = await Promise.allSettled([naming(a.id, b.id), naming(b.id, a.id)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await pageViews({ segmentId: a.id });
    await pageViews({ segmentId: b.id });
    for (const { id } of [a, b]) await server.api(reporting.deleteSegment, one(id));
  }
});

test("SE14 a change that makes others too large is refused with their names", async () => {
  const base = await save("Base", of("hits", pageIs("Home")));
  const named = { func: "segment-ref", id: base.id };
  const middle = await save("Middle", of("hits", { func: "or", preds: Array.from({ length: 100 }, () => named) }));
  await save("Upper", of("hits", { func: "segment-ref", id: middle.id }));
  const change = (conditions: number) => {
    const definition = of("hits", { func: "or", preds: Array.from({ length: conditions }, () => pageIs("Home")) });
    return server.api(reporting.changeSegment, { ...one(base.id), body: { definition } });
  };
  const refusal = { code: "segment.definition", faults: [{ wrong: { code: "segment.breaks", params: { names: ["Middle", "Upper"], more: 0 } } }] };
  await expect(change(8)).rejects.toMatchObject(refusal);
  expect(await change(2)).toMatchObject({ version: 2 });
});

test("SE10 a list asked for no suites and no ids in particular is of all", async () => {
  const made = await save("Listed", of("hits", pageIs("Home")));
  const { content } = await server.api(reporting.listSegments, { params: company, query: { rsids: "", segmentFilter: " ", name: "Listed" } });
  expect(content.map(({ id }) => id)).toContain(made.id);
});

test("RQ1 a report with more segments than the engine can take is refused with words", { timeout: 60_000 }, async () => {
  const event = { func: "event", name: "metrics/revenue" };
  const many = (num: number) =>
    of("hits", { func: "or", preds: Array.from({ length: 140 }, (_, nth) => ({ func: "ge", val: { func: "total", evt: event }, num: num * 1000 + nth })) });
  const report = server.api(reporting.runReport, {
    params: company,
    body: {
      rsid: suite.rsid,
      globalFilters: [{ type: "dateRange", dateRange: "td/td+1d" }],
      metricContainer: {
        metrics: Array.from({ length: 6 }, (_, nth) => ({ id: "metrics/pageviews", columnId: `c${nth}`, filters: [`s${nth}`] })),
        metricFilters: Array.from({ length: 6 }, (_, nth) => ({ id: `s${nth}`, type: "segment" as const, segmentDefinition: many(nth) })),
      },
    },
  });
  await expect(report).rejects.toMatchObject({ code: "report.definition", faults: [{ wrong: { code: "report.too_large" } }] });
});
