import { createDataSource, getReceipt, undoUpload, type Receipt } from "@rapport/contract/data-sources";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { runReport } from "@rapport/contract/reporting";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newSuite, testServer, type TestServer } from "../testing/index.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

/** Three days ago at midnight UTC: every time of a history is some minutes after it. */
const START_MS = Math.floor(Date.now() / 86_400_000 - 3) * 86_400_000;
const DAY = 24 * 60;

async function utcSuite(): Promise<ReportSuite> {
  return await newSuite(server, { timeZone: "UTC", variables: { evar1: { expiration: { kind: "never" } } } });
}

/** Online hits of one visitor, as image requests: minutes after the start, then their parameters. */
async function browse({ rsid }: ReportSuite, visitor: string, hits: readonly (readonly [minute: number, parameters: Record<string, string>])[]): Promise<void> {
  for (const [minute, parameters] of hits) {
    const query = new URLSearchParams({ AQB: "1", vid: visitor, ts: String(START_MS / 1000 + minute * 60), ...parameters, AQE: "1" });
    const answer = await server.inject({ method: "GET", url: `/b/ss/${rsid}/1/s${minute}?${query.toString()}` });
    expect(answer.statusCode).toBe(200);
  }
  await server.processed(rsid);
}

async function upload({ rsid }: ReportSuite, rows: readonly (readonly string[])[]): Promise<Receipt> {
  const { data_source_id: id } = await server.api(createDataSource, { params: { company: "c", rsid }, query: { type: "transactionid", name: "rows" } });
  const file = rows.map((row) => row.join("\t")).join("\n");
  const payload = `--edge\r\ncontent-disposition: form-data; name="file"; filename="rows.txt"\r\ncontent-type: text/plain\r\n\r\n${file}\n\r\n--edge--\r\n`;
  const answer = await server.inject({
    method: "POST",
    url: `/api/c/datasources/job/${rsid}/${id}`,
    headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "multipart/form-data; boundary=edge" },
    payload,
  });
  expect(answer.statusCode, answer.body).toBe(200);
  const { job_id: jobId } = answer.json<{ job_id: number }>();
  for (;;) {
    const receipt = await server.api(getReceipt, { params: { jobId } });
    if (receipt.status === "success") return receipt;
    expect(["uploaded", "processing"]).toContain(receipt.status);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The day this many minutes after the start, at noon or the given time, as files have it. */
function date(minute: number): string {
  const at = new Date(START_MS + minute * 60_000);
  return [at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCFullYear(), at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].join("/");
}

/** Rows by value: the metrics by short name, `orders sessions` for visit participation. */
async function report({ rsid }: ReportSuite, dimension: string, metrics: readonly string[]): Promise<Record<string, number[]>> {
  const { rows } = await server.api(runReport, {
    params: { company: "c" },
    body: {
      rsid,
      dimension: `variables/${dimension}`,
      globalFilters: [{ type: "dateRange", dateRange: "td-30d/td+1d" }],
      metricContainer: {
        metrics: metrics.map((metric) => {
          const [name, context] = metric.split(" ");
          return {
            id: `metrics/${name}`,
            columnId: metric,
            ...(context === undefined ? {} : { allocationModel: { func: "allocation-participation" as const, context: context as "sessions" | "visitors" } }),
          };
        }),
      },
    },
  });
  return Object.fromEntries(rows.map(({ value, data }) => [value, data.map(Number)]));
}

const REVENUE = ["revenue", "revenue sessions", "revenue visitors"];
const pages = (...names: string[]) => names.map((pageName, n) => [n, { pageName }] as const);

describe("participation over what was sent", () => {
  test("G3 of an online order in the second visit", async () => {
    const suite = await utcSuite();
    await browse(suite, "g3", [
      ...pages("A", "B", "C"),
      [DAY, { pageName: "A" }],
      [DAY + 1, { pageName: "B" }],
      [DAY + 2, { pageName: "D", events: "purchase", products: ";boots;1;60" }],
      [DAY + 3, { pageName: "E" }],
    ]);
    expect(await report(suite, "page", REVENUE)).toEqual({ A: [0, 60, 60], B: [0, 60, 60], C: [0, 0, 60], D: [60, 60, 60] });
  });

  test("A24 M3 of an offline row whose id was set in the second visit: nothing in a visit, all earlier pages of the visitor", async () => {
    const suite = await utcSuite();
    await browse(suite, "g3", [
      ...pages("A", "B", "C"),
      [DAY, { pageName: "A" }],
      [DAY + 1, { pageName: "B" }],
      [DAY + 2, { pageName: "D", xact: "T1" }],
      [DAY + 3, { pageName: "E" }],
    ]);
    expect(
      await upload(suite, [
        ["Date", "transactionID", "Price"],
        [date(2 * DAY), "T1", "60"],
      ]),
    ).toMatchObject({ rowsRead: 1, linkedByTransaction: 1 });
    expect(await report(suite, "page", REVENUE)).toEqual({
      Unspecified: [60, 0, 0],
      A: [0, 0, 60],
      B: [0, 0, 60],
      C: [0, 0, 60],
      D: [0, 0, 60],
      E: [0, 0, 60],
    });
  });

  test("A25 M4 an offline value before an online order is credited with it, for the visitor", async () => {
    const suite = await utcSuite();
    await browse(suite, "a25", [[0, { pageName: "A", xact: "call_1" }]]);
    await upload(suite, [
      ["Date", "transactionID", "Evar 7", "Event 1"],
      [date(60), "call_1", "rep", "1"],
    ]);
    await browse(suite, "a25", [[DAY, { pageName: "B", events: "purchase", products: ";boots;1;40" }]]);
    expect(await report(suite, "evar7", ["orders", "orders sessions", "orders visitors"])).toEqual({ Unspecified: [1, 0, 0], rep: [0, 0, 1] });
  });
});

test("A62 DEC7 with another model a return is credited by its own time, or by its order's when the report says so", async () => {
  const suite = await utcSuite();
  await browse(suite, "a62", [
    [0, { pageName: "A", v1: "mail" }],
    [1, { pageName: "B", events: "purchase", products: ";boots;1;40", xact: "o62" }],
    [DAY, { pageName: "C", v1: "social" }],
  ]);
  await upload(suite, [
    ["Date", "transactionID", "Quantity", "Price"],
    [date(2 * DAY), "o62", "-1", "-40"],
  ]);
  const credited = async (model: object) => {
    const { rows } = await server.api(runReport, {
      params: { company: "c" },
      body: {
        rsid: suite.rsid,
        dimension: "variables/evar1",
        globalFilters: [{ type: "dateRange", dateRange: "td-30d/td+1d" }],
        metricContainer: {
          metrics: ["grossrevenue", "returnedrevenue", "revenue"].map((id) => ({
            id,
            allocationModel: { func: "allocation-lastTouch" as const, context: "visitors" as const, ...model },
          })),
        },
      },
    });
    return Object.fromEntries(rows.map(({ value, data }) => [value, data]));
  };
  expect(await credited({})).toEqual({ mail: [40, 0, 40], social: [0, 40, -40] });
  expect(await credited({ rowTime: "transaction" })).toEqual({ mail: [40, 40, 0] });
  const lookbackExpiration = { granularity: "day", numPeriods: 1 };
  expect(await credited({ rowTime: "transaction", lookbackExpiration })).toEqual({ mail: [40, 40, 0] });
});

describe("reports and the life of a row", () => {
  test("FU9 LL1 a waiting row counts once, is credited when it is linked, and an undo takes back both", async () => {
    const suite = await utcSuite();
    const metrics = ["occurrences", "orders", "revenue", "revenue visitors"];
    await browse(suite, "late", [[0, { pageName: "A", v1: "red" }]]);
    const before = await report(suite, "evar1", metrics);
    const { jobId } = await upload(suite, [
      ["Date", "transactionID", "Orders", "Price"],
      [date(DAY), "late_1", "1", "25"],
    ]);
    expect(await report(suite, "evar1", metrics)).toEqual({ Unspecified: [1, 1, 25, 0], red: [1, 0, 0, 0] });
    await browse(suite, "late", [[10, { pageName: "B", xact: "late_1" }]]);
    expect(await report(suite, "evar1", metrics)).toEqual({ red: [3, 1, 25, 25] });
    await server.api(undoUpload, { params: { jobId } });
    expect(await report(suite, "evar1", metrics)).toEqual({ red: [2, 0, 0, 0] });
    expect(before).toEqual({ red: [1, 0, 0, 0] });
  });

  test("J1 postal code and marketing channel detail are dimensions: the row's own, and the order's where the row has none", async () => {
    const suite = await utcSuite();
    const values = async (dimension: string) => {
      const { rows } = await server.api(runReport, {
        params: { company: "c" },
        body: {
          rsid: suite.rsid,
          dimension: `variables/${dimension}`,
          globalFilters: [{ type: "dateRange", dateRange: "ty-1y/ty+1y" }],
          metricContainer: { metrics: [{ id: "metrics/revenue", columnId: "0" }] },
        },
      });
      return rows.map(({ value, data }) => [value, ...data]);
    };
    await browse(suite, "V", [
      [1, { pageName: "p", ch: "Shoes", zip: "3511 AB", r: "https://news.example/a", events: "purchase", products: ";Boot;1;10", xact: "T1" }],
    ]);
    const day = new Date(START_MS).toISOString();
    const date = `${day.slice(5, 7)}/${day.slice(8, 10)}/${day.slice(0, 4)}`;
    await upload(suite, [
      ["Date", "transactionID", "Zip", "Marketing Channel", "Marketing Channel Detail", "Price"],
      [date, "T1", "1011", "Store", "Utrecht", "4"],
      [date, "T1", "", "", "", "2"],
    ]);
    expect(await values("zip")).toEqual([
      ["3511 AB", 10],
      ["1011", 4],
      ["Unspecified", 2],
    ]);
    expect(await values("marketingchanneldetail")).toEqual([
      ["news.example", 12],
      ["Utrecht", 4],
    ]);
    expect((await values("channel"))[0]).toEqual(["Shoes", 10]);
  });

  test("DEC16 J9 a return shows beside its sale, under the order's product and day of its own", async () => {
    const suite = await utcSuite();
    await browse(suite, "returns", [[0, { pageName: "Thanks", events: "purchase", products: ";boots;1;40", purchaseID: "o1", xact: "o1" }]]);
    await upload(suite, [
      ["Date", "transactionID", "Quantity", "Price"],
      [date(2 * DAY), "o1", "-1", "-40"],
    ]);
    const metrics = ["orders", "units", "revenue", "grossrevenue", "returnedrevenue"];
    expect(await report(suite, "product", metrics)).toEqual({ boots: [1, 0, 0, 40, 40] });
    expect(Object.values(await report(suite, "daterangeday", metrics))).toEqual([
      [1, 1, 40, 40, 0],
      [0, -1, -40, 0, 40],
    ]);
  });
});
