import { putLegalEntity } from "@rapport/contract/organisation";
import { putCurrencyRates } from "@rapport/contract/report-suites";
import { explainRow, listRowsBehind, type ExplainedRow, type RankedRequest, type ReportLine } from "@rapport/contract/reporting";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { hits } from "./online.fixture.ts";
import { addCustomers, newEntity, newSuite, refused, testServer, type TestClient, type TestServer } from "../testing/index.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterEach(() => void vi.restoreAllMocks());
afterAll(() => server.close());

const params = { company: "rapport" };
const behind = (rsid: string, metric: string, more: object = {}) => ({
  params,
  body: {
    columnId: "0",
    request: {
      rsid,
      globalFilters: [{ type: "dateRange", dateRange: "td-365d/td+1d" }],
      metricContainer: { metrics: [{ id: `metrics/${metric}`, columnId: "0" }] },
      ...more,
    } as RankedRequest,
  },
});
async function only(rsid: string, metric: string): Promise<ReportLine> {
  const { rows } = await server.api(listRowsBehind, behind(rsid, metric));
  expect(rows).toHaveLength(1);
  return rows[0] as ReportLine;
}
const explained = async (rsid: string, id: string, client: TestClient = server.api): Promise<ExplainedRow> =>
  await client(explainRow, { params, body: { rsid, id } });

test("BR6 what no report shows is not told of a hit either, such as the address of its page", async () => {
  const { rsid } = await newSuite(server, { timeZone: "UTC" });
  await hits(server, rsid, { vid: "a1", pageName: "Account", g: "https://shop.example/me?account=99887766&mail=jan%40example.org", v3: "gold" });
  const { id } = await only(rsid, "occurrences");
  const all = await explained(rsid, id, await server.withKey(["report.read"]));
  expect(all.values.map(({ variable }) => variable)).toEqual(expect.arrayContaining(["evar3", "page"]));
  expect(all.values.map(({ variable }) => variable)).not.toContain("pageurl");
  expect(JSON.stringify(all)).not.toMatch(/99887766|jan/);
});

test("BR6 CY2 money without a rate is told as waiting, and with the rate stands in the amounts and the products", async () => {
  const { rsid } = await newSuite(server, { timeZone: "UTC", currency: "EUR" });
  await hits(server, rsid, { vid: "d1", pageName: "Thanks", events: "purchase", products: "Shoes;Boot;2;80.50,Hats;Cap;1;19.50", cc: "USD" });
  const { id } = await only(rsid, "orders");
  const before = await explained(rsid, id);
  expect(before).toMatchObject({ waitsForRate: { currency: "USD", amount: "100" }, products: [{ name: "Boot", units: "2", revenue: "0" }, { revenue: "0" }] });
  const day = before.row.at.slice(0, "2026-01-31".length);
  await server.api(putCurrencyRates, { params: { rsid }, body: { rates: [{ day, from: "USD", rate: "0.5" }] } });
  await vi.waitFor(async () => expect(await explained(rsid, id)).toMatchObject({ waitsForRate: null }), { timeout: 20_000, interval: 200 });
  const after = await explained(rsid, id);
  expect(after.amounts).toEqual(expect.arrayContaining([{ metric: "revenue", name: null, amount: "50" }]));
  expect(after.products).toEqual([
    { name: "Boot", category: "Shoes", units: "2", revenue: "40.25" },
    { name: "Cap", category: "Hats", units: "1", revenue: "9.75" },
  ]);
  // Money of the suite's own currency waits for nothing.
  await hits(server, rsid, { vid: "d2", pageName: "Own", products: ";Sock;1;5", events: "purchase,event1" });
  expect(await explained(rsid, (await only(rsid, "event1")).id)).toMatchObject({ waitsForRate: null, products: [{ revenue: "5" }] });
});

test("BR5 of a suite with several legal entities, account numbers are for those who may see the customers of all", async () => {
  const { rsid } = await newSuite(server, { timeZone: "UTC" });
  const first = await newEntity(server, { rsid });
  const second = await newEntity(server);
  await addCustomers(server, { legalEntity: first.legalEntity }, [{ accountNumber: "k55443322", lastName: "Jansen" }]);
  await hits(server, rsid, { vid: "k55443322", pageName: "Home" });
  const key = async (...entities: string[]) =>
    server.clientOf({ authorization: `Bearer ${await server.addKey(["report.read", "customer.manage"], entities)}` });
  const ask = async (...entities: string[]) => await (await key(...entities))(listRowsBehind, behind(rsid, "occurrences"));
  const named = { namesCustomers: true, rows: [{ accountNumber: "k55443322" }] };
  expect(await ask(first.legalEntity)).toMatchObject(named);
  await server.api(putLegalEntity, {
    params: { legalEntity: second.legalEntity },
    body: { name: "Second", currency: "EUR", rsid, commonAccountNumbers: true },
  });
  for (const one of [first, second]) {
    const hidden = await ask(one.legalEntity);
    expect(hidden).toMatchObject({ namesCustomers: false, rows: [{ accountNumber: null }] });
    const id = hidden.rows[0]?.id ?? "";
    const told = await explained(rsid, id, await key(one.legalEntity));
    expect([told.namesCustomers, told.row.accountNumber, JSON.stringify(told).includes("k55443322")]).toEqual([false, null, false]);
  }
  expect(await ask(first.legalEntity, second.legalEntity)).toMatchObject(named);
  expect(await server.api(listRowsBehind, behind(rsid, "occurrences"))).toMatchObject(named);
});

test("BR1 BR6 rows that the engine has no memory for are refused with words, and so is a question that is too long for it", { timeout: 60_000 }, async () => {
  const { rsid } = await newSuite(server, { timeZone: "UTC" });
  await hits(server, rsid, { vid: "m1", pageName: "Home" });
  const { id } = await only(rsid, "occurrences");
  const event = { func: "event", name: "metrics/revenue" };
  const segmentDefinition = (first: number) => ({
    func: "segment",
    version: [1, 0, 0],
    container: {
      func: "container",
      context: "hits",
      pred: { func: "or", preds: Array.from({ length: 140 }, (_, nth) => ({ func: "ge", val: { func: "total", evt: event }, num: first + nth })) },
    },
  });
  const globalFilters = [
    { type: "dateRange", dateRange: "td/td+1d" },
    ...Array.from({ length: 9 }, (_, nth) => ({ type: "segment", segmentDefinition: segmentDefinition(nth * 1000) })),
  ];
  const tooLarge = { code: "report.definition", faults: [{ wrong: { code: "report.too_large" } }] };
  await expect(server.api(listRowsBehind, behind(rsid, "occurrences", { globalFilters }))).rejects.toMatchObject(tooLarge);

  // The engine itself stops the queries: by memory, then by time.
  const { warehouse } = server.deps;
  const rows = warehouse.rows.bind(warehouse);
  const limited = (limit: string) =>
    vi
      .spyOn(warehouse, "rows")
      .mockImplementation(async (query, ...more) => await rows({ ...query, text: query.text.replace("max_execution_time = 120", limit) }, ...more));
  limited("max_memory_usage = 1000");
  await expect(server.api(listRowsBehind, behind(rsid, "occurrences"))).rejects.toMatchObject(tooLarge);
  await expect(explained(rsid, id)).rejects.toMatchObject({ ...tooLarge, faults: [{ path: ["id"] }] });
  limited("max_execution_time = 0.000001");
  expect(await refused(server.api, explainRow, { params, body: { rsid, id } })).toMatchObject({ code: "report.took_long" });
});
