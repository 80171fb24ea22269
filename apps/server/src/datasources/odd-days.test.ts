import { changeDataSource, type DataSourceType, type EarlyRows, getReceipt, type UploadMode } from "@rapport/contract/data-sources";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newSuite, testServer, type TestServer } from "../testing/index.ts";
import { daysAgo, hits, minutesAgo, totals } from "./online.fixture.ts";
import { lines, newSource } from "./uploads.fixture.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(async () => {
  await server.close();
});

const order = (id: string) => ({ vid: "c1", events: "purchase", products: ";Boot;1;50", xact: id, ts: minutesAgo(3 * 24 * 60) });
const oddOf = async (jobId: number) => {
  const { status, beforeOrder, beforeSuite } = await server.api(getReceipt, { params: { jobId } });
  return { status, beforeOrder, beforeSuite };
};

test("U7 rows dated before the day of their order are told, even when the order comes later; rows of its own day, or without an order, are not", async () => {
  const { rsid } = await newSuite(server);
  await hits(server, rsid, order("T1"));
  const source = await newSource(server, { rsid, type: "transactionid" });
  const { jobId, linkedByTransaction } = await source.load(
    lines(
      "Date\ttransactionID\tPrice",
      `${daysAgo(4)}\tT1\t-5`,
      `${daysAgo(3, "/00/00/01")}\tT1\t-5`,
      `${daysAgo(2)}\tT1\t-5`,
      "01/01/1999\tT1\t-5",
      `${daysAgo(9)}\tLATE\t-5`,
      `${daysAgo(9)}\t\t-5`,
    ),
  );
  expect(linkedByTransaction).toBe(4);
  expect(await oddOf(jobId)).toEqual({ status: "success", beforeOrder: { rows: 2, lines: [2, 5] }, beforeSuite: { rows: 1, lines: [5] } });
  await hits(server, rsid, order("LATE"));
  expect((await oddOf(jobId)).beforeOrder).toEqual({ rows: 3, lines: [2, 5, 6] });
});

test("U7 FF17 rows more than a year before a suite's first hit are told, later ones are not, and none without hits; only the first lines are named", async () => {
  const { rsid } = await newSuite(server);
  const source = await newSource(server, { rsid });
  const early = Array.from({ length: 30 }, (_, row) => `01/02/1999\t${row + 1}`);
  const file = lines("Date\tPrice", ...early, `${daysAgo(300)}\t5`);
  const { jobId } = await source.load(file);
  expect(await oddOf(jobId)).toEqual({ status: "success", beforeOrder: undefined, beforeSuite: undefined });
  await hits(server, rsid, order("T1"));
  const beforeSuite = { rows: 30, lines: Array.from({ length: 20 }, (_, row) => row + 2) };
  expect((await oddOf(jobId)).beforeSuite).toEqual(beforeSuite);
  expect((await source.dryRun(file, { force: true })).beforeSuite).toEqual(beforeSuite);
});

describe("a source that rejects rows that come too early", () => {
  const early = async (of: { type?: DataSourceType; mode?: UploadMode } = {}) => {
    const suite = await newSuite(server);
    return { ...suite, source: await newSource(server, { rsid: suite.rsid, type: "transactionid", early_rows: "reject", ...of }) };
  };

  test("U7 FF17 rejects those before their order or long before the suite, with the right day, and returns them to be corrected", async () => {
    const { rsid, source } = await early();
    await hits(server, rsid, order("T1"));
    const file = [
      "Date\ttransactionID\tPrice",
      `${daysAgo(4, "/23/59/59")}\tT1\t-5`,
      `${daysAgo(3, "/00/00/00")}\tT1\t-6`,
      `${daysAgo(2)}\tT1\t-7`,
      "01/01/1999\tT1\t-8",
      "02/03/1999\t\t9",
      `${daysAgo(300)}\t\t10`,
      `${daysAgo(2)}\tT1\tfive`,
    ];
    const tried = await source.dryRun(lines(...file));
    const receipt = await source.load(lines(...file));
    expect({ ...tried, jobId: receipt.jobId }).toEqual(receipt);
    expect(receipt).toMatchObject({ status: "success", rowsRead: 7, linkedByTransaction: 2, summary: 1, rejected: 4 });
    expect(receipt).not.toHaveProperty("beforeOrder");
    expect(receipt).not.toHaveProperty("beforeSuite");
    const day = isoDaysAgo(3);
    expect(receipt.rejectedRows.map(({ line, column, code, params }) => ({ line, column, code, params }))).toEqual([
      { line: 2, column: "Date", code: "date.before_order", params: { order: day } },
      { line: 5, column: "Date", code: "date.before_order", params: { order: day } },
      { line: 6, column: "Date", code: "date.before_suite", params: { first: day } },
      { line: 8, column: "Price", code: "metric.not_a_number", params: {} },
    ]);
    expect(await totals(server, { rsid }, "returnedrevenue", "revenue")).toEqual([13, 50 + 10 - 13]);
    const { body } = await server.inject({ url: `/api/uploads/${receipt.jobId}/rejected`, headers: { authorization: `Bearer ${server.apiKey}` } });
    expect(body.split("\n").filter((line) => line !== "" && !line.startsWith("#"))).toEqual([file[0], file[1], file[4], file[5], file[7]]);
  });

  test("U7 keeps a row whose order comes later and has a later day; the row stays unlinked, and its receipt says why", async () => {
    const { rsid, source } = await early();
    const { jobId } = await source.load(lines("Date\ttransactionID\tPrice", `${daysAgo(4)}\tLATE\t-5`, `${daysAgo(3)}\tLATE\t-6`, `${daysAgo(4)}\tNEVER\t-7`));
    await hits(server, rsid, order("LATE"));
    const receipt = await source.receipt(jobId);
    expect(receipt).toMatchObject({ linkedByTransaction: 1, unlinked: 2, rejected: 0, unlinkedReasons: { before_order: 1, unknown: 1 } });
    expect(receipt.beforeOrder).toEqual({ rows: 1, lines: [2] });
    expect(await totals(server, { rsid }, "returnedrevenue", "occurrences")).toEqual([18, 4]);
    await hits(server, rsid, { vid: "c1", ts: minutesAgo(10) });
    expect(await source.receipt(jobId)).toEqual(receipt);
  });

  test("U7 strict, loads nothing of a file with such a row", async () => {
    const { rsid, source } = await early({ mode: "strict" });
    await hits(server, rsid, order("T1"));
    const file = (day: string) => lines("Date\ttransactionID\tPrice", `${daysAgo(2)}\tT1\t-5`, `${day}\tT1\t-6`);
    expect(await source.load(file(daysAgo(4)))).toMatchObject({
      status: "failure",
      error: { code: "file.strict", params: { rows: 1 } },
      linkedByTransaction: 0,
    });
    expect(await source.load(file(daysAgo(3)))).toMatchObject({ status: "success", linkedByTransaction: 2 });
  });

  test("U7 of refunds, rejects them too, and gives nothing back of an order that comes later and has a later day", async () => {
    const { rsid, source } = await early({ type: "refund" });
    await hits(server, rsid, order("T1"));
    const first = await source.load(
      lines("Date\ttransactionID\tPrice", `${daysAgo(4)}\tT1\t20`, `${daysAgo(3)}\tT1\t30`, `${daysAgo(4)}\tLATE\t20`, `${daysAgo(3)}\tLATE\t30`),
    );
    expect(first).toMatchObject({ linkedByTransaction: 1, unlinked: 2, rejected: 1, rejectedRows: [{ line: 2, code: "date.before_order" }] });
    await hits(server, rsid, order("LATE"));
    expect(await source.receipt(first.jobId)).toMatchObject({ linkedByTransaction: 2, unlinked: 1, unlinkedReasons: { before_order: 1 } });
    // Nothing was given back of that order, so all of it is left.
    expect(await source.load(lines("Date\ttransactionID\tPrice", `${daysAgo(1)}\tLATE\t20`))).toMatchObject({ linkedByTransaction: 1, rejected: 0 });
  });

  test("U7 a changed rule holds from the next file on, also for orders that come later", async () => {
    const { rsid, source } = await early();
    const change = async (early_rows: EarlyRows) =>
      await server.api(changeDataSource, { params: { company: "rapport", rsid, dataSourceId: source.id }, body: { early_rows } });
    const file = (price: number) => lines("Date\ttransactionID\tPrice", `${daysAgo(4)}\tT1\t${price}`);
    const before = await source.load(file(-5));
    expect(await change("warn")).toMatchObject({ early_rows: "warn", repeated_rows: "warn" });
    const after = await source.load(file(-6));
    await hits(server, rsid, order("T1"));
    expect(await source.receipt(before.jobId)).toMatchObject({ unlinkedReasons: { before_order: 1 } });
    expect(await source.receipt(after.jobId)).toMatchObject({ linkedByTransaction: 1, beforeOrder: { rows: 1, lines: [2] } });
  });

  test("U7 agrees with a plain loop over random rows and orders, before and after the file", async () => {
    const { rsid, source } = await early();
    const warns = await newSource(server, { rsid, type: "transactionid" });
    const random = randomOf(7);
    const orders = Array.from({ length: 12 }, (_, n) => ({ id: `R${n}`, days: 1 + random(6), comesLater: random(2) === 1 }));
    const sendOrders = async (comesLater: boolean) =>
      await hits(
        server,
        rsid,
        ...orders.filter((one) => one.comesLater === comesLater).map(({ id, days }) => ({ ...order(id), ts: minutesAgo(days * 24 * 60) })),
      );
    await sendOrders(false);
    const rows = Array.from({ length: 80 }, (_, n) => ({ line: n + 2, of: orders[random(orders.length)]!, days: 1 + random(6) }));
    const file = lines("Date\ttransactionID\tPrice", ...rows.map(({ of, days, line }) => `${daysAgo(days)}\t${of.id}\t-0.${String(line).padStart(2, "0")}`));
    const [rejecting, warning] = [await source.load(file), await warns.load(file)];
    await sendOrders(true);
    const isEarly = ({ of, days }: (typeof rows)[number]) => days > of.days;
    const rejected = rows.filter((row) => isEarly(row) && !row.of.comesLater);
    const unlinked = rows.filter((row) => isEarly(row) && row.of.comesLater);
    const receipt = await source.receipt(rejecting.jobId);
    expect(receipt.rejectedRows.map(({ line }) => line)).toEqual(rejected.map(({ line }) => line));
    expect(receipt).toMatchObject({
      rejected: rejected.length,
      unlinked: unlinked.length,
      linkedByTransaction: rows.length - rejected.length - unlinked.length,
    });
    expect(receipt.beforeOrder?.rows ?? 0).toBe(unlinked.length);
    expect(await warns.receipt(warning.jobId)).toMatchObject({
      rejected: 0,
      linkedByTransaction: rows.length,
      beforeOrder: { rows: rows.filter(isEarly).length },
    });
  });
});

/** The same day as `daysAgo`, in the form of parameters. */
function isoDaysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}

/** Whole numbers from 0 up to, but without, the given one; the same for the same seed. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}
