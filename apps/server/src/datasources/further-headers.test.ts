import { getMapping, saveMapping } from "@rapport/contract/data-sources";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newSuite, testServer, type TestServer } from "../testing/index.ts";
import { daysAgo, hits, report, totals } from "./online.fixture.ts";
import { lines, newSource } from "./uploads.fixture.ts";

/** Columns and names of FF30, through the public endpoints. */
let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

async function place() {
  const suite = await newSuite(server, { timeZone: "UTC" });
  return { suite, source: await newSource(server, { rsid: suite.rsid }) };
}

describe("columns that reports have", () => {
  const HEADER = "Date\ttransactionID\tChannel\tProp 5\tZip Code\tProduct Views\tRevenue\tUnits\tEvar 1";
  const rows = lines(HEADER, `${daysAgo(1)}\tT1\tstores\tleft\t1011AB\t3\t-40\t-1\town`);
  const seen = async (suite: Awaited<ReturnType<typeof place>>["suite"]) => ({
    channel: await report(server, suite, { dimension: "channel", metrics: ["revenue"] }),
    prop5: await report(server, suite, { dimension: "prop5", metrics: ["productviews"] }),
    zip: await report(server, suite, { dimension: "zip", metrics: ["units"] }),
    evar1: await report(server, suite, { dimension: "evar1", metrics: ["revenue"] }),
    evar2: await report(server, suite, { dimension: "evar2", metrics: ["revenue"] }),
    totals: await totals(server, suite, "revenue", "units", "productviews", "pageviews"),
  });
  const OWN = { channel: { stores: [-40] }, prop5: { left: [3] }, zip: { "1011AB": [-1] }, evar1: { own: [-40] }, evar2: { Unspecified: [-40] } };
  const order = { vid: "c1", ch: "web", c5: "online", c6: "online", zip: "9999", v2: "spring", xact: "T1", events: "event1" };

  test("FF30 stand on their own row, whether its order came before or comes later, and take nothing of the order", async () => {
    const before = await place();
    await hits(server, before.suite.rsid, order);
    expect(await before.source.load(rows)).toMatchObject({ status: "success", linkedByTransaction: 1, rejected: 0 });
    const linked = await seen(before.suite);
    expect(linked).toEqual({ ...OWN, evar2: { spring: [-40] }, totals: [-40, -1, 3, 1] });
    expect(await report(server, before.suite, { dimension: "prop6", metrics: ["revenue"] })).toEqual({ Unspecified: [-40] });

    const after = await place();
    expect(await after.source.load(rows)).toMatchObject({ status: "success", unlinked: 1 });
    expect(await seen(after.suite)).toEqual({ ...OWN, totals: [-40, -1, 3, 0] });
    await hits(server, after.suite.rsid, order);
    expect(await seen(after.suite)).toEqual(linked);
  });

  test("FF30 in rows of refunds stay with their row too", async () => {
    const { suite } = await place();
    const source = await newSource(server, { rsid: suite.rsid, type: "refund" });
    await hits(server, suite.rsid, { ...order, events: "purchase", products: ";boots;2;80" });
    const refund = lines("Date\ttransactionID\tChannel\tProp 5\tRevenue\tProduct", `${daysAgo(0)}\tT1\tstores\tleft\t30\tboots`);
    expect(await source.load(refund)).toMatchObject({ status: "success", linkedByTransaction: 1 });
    expect(await report(server, suite, { dimension: "channel", metrics: ["revenue"] })).toEqual({ web: [80], stores: [-30] });
    expect(await report(server, suite, { dimension: "prop5", metrics: ["revenue"] })).toEqual({ online: [80], left: [-30] });
  });

  test("FF30 FU8 the same rows under other names of the columns are the same file", async () => {
    const { source } = await place();
    const first = await source.load(lines("Date\tTransaction ID\tPrice\tQuantity\tCart Opens", `${daysAgo(1)}\tT1\t5\t1\t2`));
    expect(await source.load(lines("Date\ttransactionID\tUnits\tRevenue\tCarts", `${daysAgo(1)}\tT1\t1\t5\t2`))).toMatchObject({
      duplicateOf: first.jobId,
      sameRows: true,
    });
  });
});

test("FF30 FF29 a mapping goes before names that are no headers of FF26, so that no sign or date is read in another way", async () => {
  const { suite, source } = await place();
  const params = { rsid: suite.rsid, dataSourceId: source.id };
  const mapping = {
    delimiter: "tab",
    encoding: "auto",
    sheet: "",
    skippedLines: 0,
    dates: "MM/DD/YYYY",
    decimals: "point",
    columns: [
      { from: "Date", to: "Date", turned: false },
      { from: "Channel", to: "Evar 1", turned: false },
      { from: "Revenue", to: "Price", turned: true },
    ],
    constants: [],
    others: "refuse",
  } as const;
  await server.api(saveMapping, {
    params,
    body: { mapping: { ...mapping, columns: [...mapping.columns], constants: [] }, version: (await server.api(getMapping, { params })).version },
  });
  expect(await source.load(lines("Date\tChannel\tRevenue", `${daysAgo(1)}\tstore\t40`))).toMatchObject({ status: "success", rejected: 0 });
  expect(await report(server, suite, { dimension: "evar1", metrics: ["revenue"] })).toEqual({ store: [-40] });
  expect(await source.load(lines("Date\tEvar 1\tPrice", `${daysAgo(1)}\tstore\t5`))).toMatchObject({ status: "success", rejected: 0 });
  expect(await report(server, suite, { dimension: "evar1", metrics: ["revenue"] })).toEqual({ store: [-35] });
});
