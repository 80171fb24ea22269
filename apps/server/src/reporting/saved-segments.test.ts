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
