import { explainRow, listRowsBehind, type ExplainedRow, type ExplainedValue, type RankedRequest, type ReportLine } from "@rapport/contract/reporting";
import { afterAll, beforeAll, expect, test } from "vitest";
import { daysAgo, hits } from "./online.fixture.ts";
import { lines, newSource } from "./uploads.fixture.ts";
import { newSuite, refused, testServer, type TestServer } from "../testing/index.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const NEVER = { expiration: { kind: "never" } } as const;
const params = { company: "rapport" };

async function rowsOf(rsid: string, metric: string): Promise<ReportLine[]> {
  const request = {
    rsid,
    globalFilters: [{ type: "dateRange", dateRange: "td-365d/td+1d" }],
    metricContainer: { metrics: [{ id: `metrics/${metric}`, columnId: "0" }] },
  };
  return (await server.api(listRowsBehind, { params, body: { request: request as RankedRequest, columnId: "0" } })).rows;
}
const valueOf = ({ values }: ExplainedRow, variable: string): ExplainedValue | undefined => values.find((value) => value.variable === variable);

test("BR6 J1 a row of a file is explained by its transaction, its own values and those frozen, each with the hit that set it", async () => {
  const { rsid } = await newSuite(server, {
    timeZone: "UTC",
    variables: { campaign: { ...NEVER, name: "Campaign code" }, evar1: NEVER, evar2: { expiration: { kind: "days", days: 30 } } },
  });
  await hits(
    server,
    rsid,
    { vid: "c1", pageName: "Landing", v0: "spring", v1: "red" },
    { vid: "c1", pageName: "Offer", v2: "water" },
    { vid: "c1", pageName: "Thanks", events: "purchase", products: "Shoes;Boot;2;80", xact: "T1" },
    { vid: "c1", pageName: "Later", v0: "summer" },
  );
  const source = await newSource(server, { rsid });
  await source.load(lines("Date\ttransactionID\tEvar 1\tPrice\tEvent 1", `${daysAgo(1)}\tT1\tblue\t15\t2`, `${daysAgo(1)}\tT7\t\t3\t1`));
  const behind = await rowsOf(rsid, "revenue");
  const idOf = (amount: string) => behind.find((line) => line.amount === amount)?.id ?? "";
  const explained = async (id: string) => await server.api(explainRow, { params, body: { rsid, id } });

  const row = await explained(idOf("15"));
  expect(row).toMatchObject({
    row: { kind: "row", fate: "transaction", accountNumber: "c1" },
    transaction: { id: "T1", state: "recorded", part: "joined" },
    states: [{ fate: "transaction", reason: null, isTakenBack: false }],
  });
  expect(row.amounts).toEqual(
    expect.arrayContaining([
      { metric: "revenue", name: null, amount: "15" },
      { metric: "event1", name: null, amount: "2" },
    ]),
  );
  expect(valueOf(row, "evar1")).toMatchObject({ values: ["blue"], from: "own", overrode: ["red"], setBy: null, setAt: row.row.at });
  // The campaign of the order, not what the visitor saw later.
  expect(valueOf(row, "campaign")).toMatchObject({
    values: ["spring"],
    from: "transaction",
    overrode: [],
    name: "Campaign code",
    setBy: { page: "Landing", known: "stored" },
  });
  expect(valueOf(row, "evar2")).toMatchObject({ values: ["water"], from: "transaction", setBy: { page: "Offer", known: "stored" } });

  const order = await explained(idOf("80"));
  expect(order).toMatchObject({
    row: { kind: "order", page: "Thanks" },
    transaction: { id: "T1", part: "made" },
    states: [],
    products: [{ name: "Boot", category: "Shoes", units: "2", revenue: "80" }],
  });
  expect(valueOf(order, "page")).toMatchObject({ values: ["Thanks"], from: "own", setBy: null });
  // No time is kept of values that never end; the hit is found.
  expect(valueOf(order, "campaign")).toMatchObject({ values: ["spring"], from: "persisted", setAt: null, setBy: { page: "Landing", known: "found" } });
  expect(valueOf(order, "evar2")).toMatchObject({ values: ["water"], from: "persisted", setBy: { page: "Offer", known: "stored" } });

  expect(await explained(idOf("3"))).toMatchObject({
    transaction: { id: "T7", state: "unknown", recordedAt: null, part: "none" },
    states: [{ fate: "unlinked", reason: "unknown" }],
  });
  await hits(server, rsid, { vid: "c1", pageName: "Late", xact: "T7" });
  const late = await explained(idOf("3"));
  expect(late.states).toEqual([
    { fate: "unlinked", reason: "unknown", isTakenBack: true },
    { fate: "transaction", reason: null, isTakenBack: false },
  ]);
  expect(late).toMatchObject({
    transaction: { id: "T7", state: "recorded", part: "joined" },
    amounts: expect.arrayContaining([{ metric: "revenue", name: null, amount: "3" }]) as unknown,
  });
  expect(valueOf(late, "campaign")).toMatchObject({ values: ["summer"], from: "transaction" });

  const reader = await server.withKey(["report.read"]);
  const hidden = await reader(explainRow, { params, body: { rsid, id: idOf("15") } });
  expect(hidden).toMatchObject({ namesCustomers: false, row: { accountNumber: null } });
  const other = await newSuite(server, { timeZone: "UTC" });
  expect(await refused(server.api, explainRow, { params, body: { rsid: other.rsid, id: idOf("15") } })).toMatchObject({ code: "report.item" });
  expect(await refused(server.api, explainRow, { params, body: { rsid, id: "nonsense-id" } })).toMatchObject({ code: "report.item" });
});
