import { runReport } from "@rapport/contract/reporting";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newSuite, testServer, type TestServer } from "../testing/index.ts";
import { linkWaiting } from "./join/link-waiting.ts";
import { daysAgo, hits, minutesAgo, report, totals } from "./online.fixture.ts";
import { lines, newSource } from "./uploads.fixture.ts";

/** Rows of customers whose hits come later. */
let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const DAY = 24 * 60;
const VARIABLES = {
  evar1: { expiration: { kind: "never" } },
  evar2: { expiration: { kind: "never" } },
  evar3: { expiration: { kind: "days", days: 2 } },
  evar4: { expiration: { kind: "event", event: "event1" } },
} as const;

async function place() {
  const suite = await newSuite(server, { timeZone: "UTC", variables: VARIABLES });
  const source = await newSource(server, { rsid: suite.rsid });
  return {
    rsid: suite.rsid,
    source,
    send: async (...all: Parameters<typeof hits>[2][]) => await hits(server, suite.rsid, ...all),
    by: async (dimension: string, ...metrics: string[]) => await report(server, suite, { dimension, metrics }),
    sums: async () => await totals(server, suite, "orders", "revenue", "event2"),
  };
}

describe("a customer's row ends as if the hits had come first", () => {
  const landings = [
    { vid: "c1", v1: "a", ts: minutesAgo(5 * DAY) },
    { vid: "c1", v1: "b", ts: minutesAgo(4 * DAY) },
  ];
  const file = lines("Date\tVisitorID\tOrders\tPrice\tEvent 2", `${daysAgo(1)}\tc1\t1\t10\t1`);

  test.each([
    ["in two requests", [[landings[0]!], [landings[1]!]]],
    ["in one range", [landings]],
    ["the later one first", [[landings[1]!], [landings[0]!]]],
  ])("D1 RW1 whose hits come %s", async (_how, ranges) => {
    const { send, source, by, sums } = await place();
    await source.load(file);
    const before = await sums();
    for (const range of ranges) await send(...range);
    expect(await by("evar1", "revenue")).toEqual({ b: [10] });
    expect(await sums()).toEqual(before);
  });
  test("D17 if it waits, as if it had come last", async () => {
    const [waited, came] = [await place(), await place()];
    const { jobId } = await waited.source.load(file);
    expect(await waited.source.receipt(jobId)).toMatchObject({ unlinked: 1 });
    for (const hit of landings) await waited.send(hit);
    for (const hit of landings) await came.send(hit);
    await came.source.load(file);
    expect(await waited.source.receipt(jobId)).toMatchObject({ linkedByCustomer: 1, unlinked: 0 });
    expect(await waited.by("evar1", "occurrences", "orders", "revenue")).toEqual(await came.by("evar1", "occurrences", "orders", "revenue"));
  });
  test("D17 of an order that came while the file was loading, although the order belongs to another visitor", async () => {
    const { rsid, send, source } = await place();
    const { db } = server.deps;
    await send({ vid: "c1", ts: minutesAgo(5 * DAY) });
    const { jobId } = await source.load(lines("Date\ttransactionID\tVisitorID\tPrice", `${daysAgo(1)}\tT1\tc1\t10`));
    expect(await source.receipt(jobId)).toMatchObject({ linkedByCustomer: 1 });
    // As while its rows are being written, when new hits do not look for them.
    const { header } = await db.selectFrom("upload").select("header").where("id", "=", jobId).executeTakeFirstOrThrow();
    await db.updateTable("upload").set({ status: "processing", header: null }).where("id", "=", jobId).execute();
    await send({ vid: "c2", xact: "T1", ts: minutesAgo(2 * DAY) });
    await db.updateTable("upload").set({ status: "success", header }).where("id", "=", jobId).execute();
    expect(await source.receipt(jobId)).toMatchObject({ linkedByCustomer: 1 });
    for (let again = 0; again < 2; again += 1) await linkWaiting(server.deps, { suite: rsid, upload: jobId, hitsSince: 0 });
    expect(await source.receipt(jobId)).toMatchObject({ linkedByTransaction: 1, linkedByCustomer: 0 });
  });
  test("CR1 without values that had ended by age, or by an event of the last hit before", async () => {
    const { send, source, by } = await place();
    await source.load(file);
    await send({ vid: "c1", v3: "young", v4: "until event 1", ts: minutesAgo(5 * DAY) });
    await send({ vid: "c1", events: "event1", ts: minutesAgo(4 * DAY) });
    expect(await by("evar3", "revenue")).toEqual({ Unspecified: [10] });
    expect(await by("evar4", "revenue")).toEqual({ Unspecified: [10] });
  });
  test("RW1 and is credited once to everything before it, although its states have the same time", async () => {
    const { rsid, send, source } = await place();
    const hours = Array.from({ length: 20 }, (_, hour) => hour);
    const at = (hour: number) => daysAgo(2, `/${String(hour).padStart(2, "0")}/00/00`);
    await send({ vid: "c1", v1: "a", ts: minutesAgo(9 * DAY) });
    await source.load(lines("Date\tVisitorID\tEvar 2\tPrice", ...hours.map((hour) => `${at(hour)}\tc1\town-${hour}\t10`)));
    await send({ vid: "c1", v1: "b", ts: minutesAgo(5 * DAY) });
    const { rows } = await server.api(runReport, {
      params: { company: "rapport" },
      body: {
        rsid,
        dimension: "variables/evar2",
        globalFilters: [{ type: "dateRange", dateRange: "td-365d/td+1d" }],
        settings: { limit: 400 },
        metricContainer: {
          metrics: [{ id: "metrics/revenue", columnId: "0", allocationModel: { func: "allocation-participation", context: "visitors" } }],
        },
      },
    });
    const credited = Object.fromEntries(rows.filter(({ value }) => value !== "Unspecified").map(({ value, data }) => [value, data[0]]));
    expect(credited).toEqual(Object.fromEntries(hours.map((hour) => [`own-${hour}`, (hours.length - hour) * 10])));
  });
});
