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
  for (const [id, page, visitor, more] of [
    ["1", "Home", "one", {}],
    ["2", "Order", "one", { events: "purchase", purchaseID: "P1", products: ";Mug;2;30.00" }],
    ["3", "Home", "two", {}],
  ] as const) {
    const query = new URLSearchParams({ AQB: "1", vid: visitor, pageName: page, ...more, AQE: "1" });
    await server.inject({ method: "GET", url: `/b/ss/${suite.rsid}/1/s${id}?${query.toString()}` });
  }
  await server.processed(suite.rsid);
});
afterAll(() => server.close());

const company = { company: "c" };
const metric = (name: string) => ({ func: "metric", name });
const calc = (formula: unknown) => ({ func: "calc-metric", version: [1, 0, 0], formula });
const divide = (col1: unknown, col2: unknown) => calc({ func: "divide", col1, col2 });
const perVisitor = divide(metric("metrics/orders"), metric("metrics/visitors"));
const save = async (name: string, definition: Record<string, unknown>, more: object = {}) =>
  await server.api(reporting.createCalculatedMetric, { params: company, body: { rsid: suite.rsid, name, definition, ...more } });
const one = (metricId: string) => ({ params: { ...company, metricId } });

async function totals(...metrics: reporting.RankedRequest["metricContainer"]["metrics"]): Promise<(number | null)[]> {
  const body = { rsid: suite.rsid, globalFilters: [{ type: "dateRange" as const, dateRange: "td/td+1d" }], metricContainer: { metrics } };
  return (await server.api(reporting.runReport, { params: company, body })).summaryData.totals;
}

test("CF5 a saved metric counts by its id in reports and in other formulas, and still does when it was deleted", async () => {
  const saved = await save("Orders per visitor", perVisitor, { precision: 2 });
  expect(saved).toMatchObject({ name: "Orders per visitor", type: "decimal", precision: 2, polarity: "positive", template: false, saved: { version: 1 } });
  const half = await save("Half of it", divide({ func: "calc-metric", id: saved.id }, 2));
  expect(
    await totals({ id: saved.id, columnId: "a" }, { id: half.id, columnId: "b" }, { metricDefinition: divide(metric(half.id), 2), columnId: "c" }),
  ).toEqual([0.5, 0.25, 0.125]);
  expect(await server.api(reporting.deleteCalculatedMetric, one(saved.id))).toEqual({ status: "ok" });
  expect(await totals({ id: half.id })).toEqual([0.25]);
  expect(await server.api(reporting.getCalculatedMetric, one(saved.id))).toMatchObject({ name: "Orders per visitor" });
  const { content } = await server.api(reporting.listCalculatedMetrics, { params: company, query: { rsids: suite.rsid } });
  expect(content.map(({ name }) => name)).toEqual(["Half of it"]);
  await server.api(reporting.deleteCalculatedMetric, one(half.id));
});

test("CF5 every suite has metrics of its own, which nobody changes, in pages with those that were saved", async () => {
  const saved = await save("Zeal", perVisitor);
  const ask = async (query: object) => await server.api(reporting.listCalculatedMetrics, { params: company, query: { rsids: suite.rsid, ...query } });
  const all = await ask({ includeType: "all", limit: 100, locale: "nl_NL" });
  expect(all.content.map(({ name, template }) => [name, template])).toEqual([
    ["Conversieratio", true],
    ["Gemiddelde orderwaarde", true],
    ["Bestellingen per bezoeker", true],
    ["Omzet per bezoeker", true],
    ["Stuks per bestelling", true],
    ["Retourpercentage", true],
    ["Zeal", false],
  ]);
  const pages = await Promise.all([0, 1, 2].map((page) => ask({ includeType: "templates", limit: 4, page })));
  expect(pages.map(({ content, totalElements, lastPage }) => [content.length, totalElements, lastPage])).toEqual([
    [4, 7, false],
    [3, 7, true],
    [0, 7, true],
  ]);
  expect(await totals(...all.content.map(({ id }) => ({ id, columnId: id })))).toEqual([0.5, 30, 0.5, 15, 2, 0, 0.5]);
  const [builtIn] = all.content;
  for (const method of ["PUT", "DELETE"] as const) {
    const payload = method === "PUT" ? { name: "Mine" } : undefined;
    const headers = { authorization: `Bearer ${server.apiKey}` };
    const refused = await server.inject({ method, url: `/api/c/calculatedmetrics/${builtIn?.id ?? ""}`, headers, ...(payload && { payload }) });
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([403, "metric.built_in"]);
  }
  await server.api(reporting.deleteCalculatedMetric, one(saved.id));
});

test("CF5 OG2 of two people who change a metric, the second one is told, and may do it again", async () => {
  const made = await save("Rate", perVisitor);
  const change = async (version: number | undefined, body: object) =>
    await server.api(reporting.changeCalculatedMetric, { ...one(made.id), query: version === undefined ? {} : { version }, body });
  const first = await change(1, { name: "First" });
  expect(first).toMatchObject({ name: "First", definition: perVisitor, saved: { version: 2 } });
  await expect(change(1, { name: "Second" })).rejects.toMatchObject({ code: "saved.meanwhile" });
  await expect(server.api(reporting.deleteCalculatedMetric, { ...one(made.id), query: { version: 1 } })).rejects.toMatchObject({ code: "saved.meanwhile" });
  expect(await change(2, { name: "Second" })).toMatchObject({ name: "Second", saved: { version: 3 } });
  // OG1: nothing changed.
  expect(await change(undefined, { name: "Second" })).toMatchObject({ saved: { version: 3 } });
  const results = await Promise.allSettled(Array.from({ length: 5 }, (_, n) => change(3, { description: `by ${n}` })));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await server.api(reporting.deleteCalculatedMetric, one(made.id));
  await expect(change(undefined, { name: "Gone" })).rejects.toMatchObject({ code: "metric.not_found" });
});

test("CF1 CF4 CF5 a formula is judged before it is saved: circles, what is gone, what cannot be calculated", async () => {
  const judge = async (definition: Record<string, unknown>) =>
    await server.api(reporting.validateCalculatedMetric, { params: company, body: { rsid: suite.rsid, definition } });
  expect(await judge(divide(metric("metrics/orders"), { func: "abs", col: metric("visits") }))).toEqual({
    valid: true,
    identityMetrics: [{ identity: "metrics/orders" }, { identity: "metrics/visits" }],
    functions: ["divide", "abs"],
    faults: [],
  });
  const wrongs = [
    [divide(metric("metrics/weather"), 2), "formula.col1.name", "is not a metric"],
    [divide(metric("cm1_gone"), 2), "formula.col1.name", "no calculated metric"],
    [divide({ func: "cumulative", col: metric("orders") }, 2), "formula.col1.func", "cannot be calculated"],
    [divide(1, 2), "formula", "needs a metric"],
    [calc({ ...metric("visits"), allocationModel: { func: "allocation-linear" } }), "formula.allocationModel", "takes no attribution model"],
  ] as const;
  for (const [definition, path, message] of wrongs) {
    expect(await judge(definition)).toMatchObject({ valid: false, faults: [{ path, message: expect.stringContaining(message) as string }] });
    await expect(save("Wrong", definition)).rejects.toMatchObject({ code: "metric.definition" });
  }
  const first = await save("First", perVisitor);
  const second = await save("Second", divide(metric(first.id), 2));
  const circle = server.api(reporting.changeCalculatedMetric, { ...one(first.id), body: { definition: divide(metric(second.id), 2) } });
  await expect(circle).rejects.toMatchObject({ code: "metric.definition", faults: [{ wrong: { code: "formula.circle" } }] });
  const other = await newSuite(server, { timeZone: "UTC" });
  const stranger = server.api(reporting.createCalculatedMetric, {
    params: company,
    body: { rsid: other.rsid, name: "X", definition: divide(metric(first.id), 2) },
  });
  await expect(stranger).rejects.toMatchObject({ faults: [{ wrong: { code: "formula.unknown" } }] });
  const big = calc({ func: "multiply", col1: { func: "multiply", col1: metric("revenue"), col2: 1e17 }, col2: 1e17 });
  await expect(totals({ metricDefinition: big })).rejects.toMatchObject({ code: "report.numbers_large" });
  const deep = `{"formula":${'{"func":"abs","col":'.repeat(20_000)}{}${"}".repeat(20_001)}`;
  const answer = await server.inject({
    method: "POST",
    url: "/api/c/calculatedmetrics/validate",
    headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "application/json" },
    payload: `{"rsid":"${suite.rsid}","definition":${deep}}`,
  });
  expect(answer.json()).toMatchObject({ valid: false, faults: [{ message: expect.stringContaining("50 levels") as string }] });
});

test("CF5 two changes at once make no circle, and a change that breaks others is refused with their names", async () => {
  const change = async (id: string, definition: Record<string, unknown>) =>
    await server.api(reporting.changeCalculatedMetric, { ...one(id), body: { definition } });
  for (let n = 0; n < 5; n += 1) {
    const [left, right] = [await save(`Left ${n}`, perVisitor), await save(`Right ${n}`, perVisitor)];
    const both = await Promise.allSettled([change(left.id, divide(metric(right.id), 2)), change(right.id, divide(metric(left.id), 2))]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "metric.definition" } });
    expect(await totals({ id: left.id, columnId: "l" }, { id: right.id, columnId: "r" })).toHaveLength(2);
  }
  const deep = (levels: number) => calc(Array.from({ length: levels }).reduce((of) => ({ func: "abs", col: of }), metric("metrics/orders") as object));
  const base = await save("Base", perVisitor);
  const middle = await save("Middle", divide(metric(base.id), 2));
  await save("Top", divide(metric(middle.id), 2));
  expect(await change(base.id, deep(40))).toMatchObject({ saved: { version: 2 } });
  await expect(change(base.id, deep(47))).rejects.toMatchObject({
    code: "metric.definition",
    faults: [{ path: ["definition"], wrong: { code: "formula.breaks", params: { names: ["Top"], more: 0 } } }],
  });
  await expect(change(base.id, deep(49))).rejects.toMatchObject({ faults: [{ wrong: { code: "formula.breaks", params: { names: ["Middle", "Top"] } } }] });
  expect(await server.api(reporting.getCalculatedMetric, one(base.id))).toMatchObject({ saved: { version: 2 } });
});

test("CF5 whoever neither made a metric nor manages its suite does not change it", async () => {
  const made = await save("Mine", perVisitor);
  const { key } = await server.api(createApiKey, { body: { name: "Analyst", permissions: ["report.read", "report.save"] } });
  const asAnalyst = { headers: { authorization: `Bearer ${key}` } };
  const refused = await server.inject({ method: "DELETE", url: `/api/c/calculatedmetrics/${made.id}`, ...asAnalyst });
  expect({ status: refused.statusCode, code: refused.json<{ code: string }>().code }).toEqual({ status: 403, code: "metric.of_another" });
  const payload = { rsid: suite.rsid, name: "Theirs", definition: perVisitor };
  const own = await server.inject({ method: "POST", url: "/api/c/calculatedmetrics", ...asAnalyst, payload });
  const { id } = own.json<{ id: string }>();
  expect((await server.inject({ method: "DELETE", url: `/api/c/calculatedmetrics/${id}`, ...asAnalyst })).statusCode).toBe(200);
});
