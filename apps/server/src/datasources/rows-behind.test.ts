import { undoUpload } from "@rapport/contract/data-sources";
import { listRowsBehind, runReport, type RankedRequest, type RowsBehind } from "@rapport/contract/reporting";
import { putLegalEntity } from "@rapport/contract/organisation";
import { afterAll, beforeAll, expect, test } from "vitest";
import { daysAgo, hits } from "./online.fixture.ts";
import { lines, newSource } from "./uploads.fixture.ts";
import { addCustomers, auditLog, newEntity, newSuite, refused, testServer, type TestClient, type TestServer } from "../testing/index.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const NEVER = { expiration: { kind: "never" } } as const;
const COMPANY = { company: "rapport" };

function requestOf(rsid: string, dimension: string | undefined, metrics: readonly string[]): RankedRequest {
  return {
    rsid,
    ...(dimension === undefined ? {} : { dimension: `variables/${dimension}` }),
    globalFilters: [{ type: "dateRange", dateRange: "td-365d/td+1d" }],
    metricContainer: { metrics: metrics.map((id) => ({ id: `metrics/${id}`, columnId: id })) },
  } as RankedRequest;
}

interface Asked {
  readonly dimension?: string;
  readonly metric: string;
  readonly value?: string;
  readonly after?: string;
  readonly limit?: number;
  readonly client?: TestClient;
}

/** The rows behind the number of a value, or of the total. */
async function behind(rsid: string, { dimension, metric, value, client = server.api, ...page }: Asked): Promise<RowsBehind & { shown: number }> {
  const request = requestOf(rsid, dimension, [metric]);
  const report = await server.api(runReport, { params: COMPANY, body: request });
  const row = report.rows.find((one) => one.value === value);
  const answer = await client(listRowsBehind, {
    params: COMPANY,
    body: { request, columnId: metric, ...(value === undefined ? {} : { itemId: row?.itemId ?? "none" }), ...page },
  });
  return { ...answer, shown: (value === undefined ? report.summaryData.totals[0] : row?.data[0]) ?? 0 };
}

async function shop() {
  const suite = await newSuite(server, { timeZone: "Asia/Kolkata", variables: { campaign: NEVER, evar1: NEVER } });
  const { rsid } = suite;
  const { legalEntity } = await newEntity(server, { rsid });
  const account = `k${rsid.slice(-8)}`;
  const [customerId] = await addCustomers(server, { legalEntity }, [{ accountNumber: account, lastName: "Jansen" }]);
  await hits(
    server,
    rsid,
    { vid: account, pageName: "Landing", v0: "spring", v1: "red" },
    { vid: account, pageName: "Thanks", events: "purchase", products: "Shoes;Boot;2;80,Hats;Cap;1;20", xact: "T1" },
    { vid: "", pageName: "Browse", v1: "red" },
  );
  const source = await newSource(server, { rsid });
  const receipt = await source.load(
    lines(
      "Date\ttransactionID\tEvar 1\tQuantity\tPrice\tOrders",
      `${daysAgo(1)}\tT1\tblue\t1\t15.05\t0`,
      `${daysAgo(1)}\tT1\t\t-1\t-40\t0`,
      `${daysAgo(1)}\tT9\t\t1\t7\t1`,
    ),
    { filename: "store.txt" },
  );
  return { rsid, legalEntity, account, customerId: customerId as string, source, receipt };
}

test("BR1 BR2 BR3 BR4 the hits and rows behind a number are told with their parts, source and values, and add up to it", async () => {
  const { rsid, account, source, receipt } = await shop();
  const spring = await behind(rsid, { dimension: "campaign", metric: "revenue", value: "spring" });
  expect(spring).toMatchObject({
    value: 75.05,
    sum: "75.05",
    shown: 75.05,
    lines: 3,
    takenBack: 0,
    next: null,
    metric: "metrics/revenue",
    timeZone: "Asia/Kolkata",
  });
  expect(
    spring.rows.map(({ kind, amount, isReturn, fate, values, page, transactionIds }) => ({ kind, amount, isReturn, fate, values, page, transactionIds })),
  ).toEqual([
    { kind: "row", amount: "15.05", isReturn: false, fate: "transaction", values: ["spring"], page: null, transactionIds: ["T1"] },
    { kind: "row", amount: "-40", isReturn: true, fate: "transaction", values: ["spring"], page: null, transactionIds: ["T1"] },
    { kind: "order", amount: "100", isReturn: false, fate: null, values: ["spring"], page: "Thanks", transactionIds: ["T1"] },
  ]);
  expect(spring.rows[1]?.file).toEqual({ upload: receipt.jobId, filename: "store.txt", dataSource: "rows", line: 3 });
  // Noon of the file's day, in the suite's zone, which is five and a half hours ahead.
  expect(spring.rows[0]?.localTime).toMatch(/ 12:00:00$/);
  expect(new Date(spring.rows[0]?.at ?? "").toISOString()).toMatch(/T06:30:00\.000Z$/);

  // The frozen product is credited with the rows too: one more and one back.
  const boots = await behind(rsid, { dimension: "product", metric: "units", value: "Boot" });
  expect(boots).toMatchObject({ value: 2, lines: 3, rows: [{ amount: "1" }, { amount: "-1" }, { amount: "2", values: ["Boot", "Cap"] }] });
  expect(await behind(rsid, { dimension: "evar1", metric: "instances", value: "red" })).toMatchObject({ value: 2, lines: 2 });
  expect(await behind(rsid, { metric: "visits" })).toMatchObject({ value: 2, lines: 2, rows: [{ hits: 2, amount: "1", page: "Landing" }, { hits: 1 }] });
  // An unlinked row has no visitor; the late link takes it out of Unspecified.
  expect(await behind(rsid, { dimension: "campaign", metric: "orders", value: "Unspecified" })).toMatchObject({
    lines: 1,
    rows: [{ visitor: null, fate: "unlinked", transactionIds: ["T9"] }],
  });
  await hits(server, rsid, { vid: account, pageName: "Late", xact: "T9" });
  expect(await behind(rsid, { dimension: "campaign", metric: "orders", value: "spring" })).toMatchObject({
    value: 2,
    lines: 2,
    rows: [{ fate: "transaction" }, { kind: "order" }],
  });
  expect(await behind(rsid, { metric: "orders" })).toMatchObject({ value: 2, lines: 2, takenBack: 0 });
  const pages = { dimension: "campaign", metric: "revenue" };
  expect(await behind(rsid, { ...pages, value: "spring" })).toMatchObject({ value: 82.05, lines: 4 });
  const unspecified = { request: requestOf(rsid, "campaign", ["orders"]), columnId: "orders", itemId: "0" };
  expect(await server.api(listRowsBehind, { params: COMPANY, body: unspecified })).toMatchObject({ value: 0, sum: "0", lines: 0, takenBack: 1, rows: [] });
  // What is undone has no part any more.
  await server.api(undoUpload, { params: { jobId: receipt.jobId } });
  await source.ended(receipt.jobId);
  expect(await behind(rsid, { ...pages, value: "spring" })).toMatchObject({ value: 100, lines: 1 });
});

test("BR4 pages follow one another without a gap, and each tells the whole sum", async () => {
  const suite = await newSuite(server, { timeZone: "UTC" });
  for (let n = 0; n < 7; n += 1) await hits(server, suite.rsid, { vid: `p${n % 3}`, pageName: "Same", events: "purchase", products: `;A;1;${n}.01` });
  const seen: string[] = [];
  let after: string | undefined;
  for (let page = 0; page < 4; page += 1) {
    const answer = await behind(suite.rsid, { metric: "revenue", limit: 2, ...(after === undefined ? {} : { after }) });
    expect(answer).toMatchObject({ value: 21.07, sum: "21.07", lines: 7 });
    seen.push(...answer.rows.map(({ amount }) => amount));
    after = answer.next ?? undefined;
  }
  expect(seen).toEqual(["0.01", "1.01", "2.01", "3.01", "4.01", "5.01", "6.01"]);
  expect(after).toBeUndefined();
  const request = requestOf(suite.rsid, undefined, ["revenue"]);
  expect(await refused(server.api, listRowsBehind, { params: COMPANY, body: { request, columnId: "revenue", after: "nonsense" } })).toMatchObject({
    code: "cursor.wrong",
  });
  expect(await refused(server.api, listRowsBehind, { params: COMPANY, body: { request, columnId: "no" } })).toMatchObject({ code: "report.definition" });
  expect(await refused(server.api, listRowsBehind, { params: COMPANY, body: { request, columnId: "revenue", itemId: "1" } })).toMatchObject({
    code: "report.definition",
  });
});

test("BR1 a formula has the rows of each of its metrics", async () => {
  const suite = await newSuite(server, { timeZone: "UTC" });
  await hits(
    server,
    suite.rsid,
    { vid: "a", pageName: "Buy", events: "purchase", products: ";A;1;30" },
    { vid: "b", pageName: "Buy", events: "purchase", products: ";A;1;10" },
  );
  const metric = (name: string) => ({ func: "metric", name: `metrics/${name}` });
  const metricDefinition = { func: "calc-metric", formula: { func: "divide", col1: metric("revenue"), col2: metric("orders") } };
  const request = { ...requestOf(suite.rsid, undefined, []), metricContainer: { metrics: [{ columnId: "average", metricDefinition }] } } as RankedRequest;
  const rows = async (part?: number) =>
    await server.api(listRowsBehind, { params: COMPANY, body: { request, columnId: "average", ...(part === undefined ? {} : { part }) } });
  expect(await rows()).toMatchObject({ metric: "metrics/revenue", parts: ["metrics/revenue", "metrics/orders"], value: 40, lines: 2 });
  expect(await rows(1)).toMatchObject({ metric: "metrics/orders", value: 2, lines: 2 });
  expect(await refused(server.api, listRowsBehind, { params: COMPANY, body: { request, columnId: "average", part: 2 } })).toMatchObject({
    code: "report.definition",
  });
});

test("BR5 AU1 only those who may see customers get account numbers, and the log names these customers; others get a handle", async () => {
  const { rsid, account, customerId, legalEntity } = await shop();
  const asked = { dimension: "page", metric: "occurrences", value: "Thanks" };
  const named = await behind(rsid, asked);
  expect(named).toMatchObject({ namesCustomers: true, rows: [{ accountNumber: account }] });
  const log = await auditLog(server.deps.db)
    .select(["action", "subject_kind", "subject_id", "id", "n"])
    .where("action", "=", "listRowsBehind")
    .orderBy("id", "desc")
    .orderBy("n")
    .limit(5)
    .execute();
  expect(log.filter(({ id }) => id === log[0]?.id).map(({ subject_kind, subject_id }) => [subject_kind, subject_id])).toEqual([
    ["address", "/api/rapport/reports/rows"],
    ["customer", customerId],
  ]);
  const reader = await server.withKey(["report.read"]);
  const hidden = await behind(rsid, { ...asked, client: reader });
  expect(hidden).toMatchObject({ namesCustomers: false, rows: [{ accountNumber: null }] });
  expect(JSON.stringify(hidden)).not.toContain(account);
  expect(hidden.rows[0]?.visitor).toMatch(/^[0-9a-f]{12}$/);
  expect(named.rows[0]?.visitor).toBe(hidden.rows[0]?.visitor);
  const landing = await behind(rsid, { ...asked, value: "Landing", client: reader });
  expect(landing.rows[0]?.visitor).toBe(hidden.rows[0]?.visitor);

  // The right for another legal entity gives no names here.
  const other = await newEntity(server);
  await server.api(putLegalEntity, { params: { legalEntity: other.legalEntity }, body: { name: "Other", currency: "EUR" } });
  const elsewhere = server.clientOf({ authorization: `Bearer ${await server.addKey(["report.read", "customer.manage"], [other.legalEntity])}` });
  const body = { request: requestOf(rsid, "page", ["occurrences"]), columnId: "occurrences" };
  expect(await refused(elsewhere, listRowsBehind, { params: COMPANY, body })).toMatchObject({ code: "report_suite.not_found" });
  const own = server.clientOf({ authorization: `Bearer ${await server.addKey(["report.read", "customer.manage"], [legalEntity])}` });
  expect(await behind(rsid, { ...asked, client: own })).toMatchObject({ namesCustomers: true, rows: [{ accountNumber: account }] });
});
