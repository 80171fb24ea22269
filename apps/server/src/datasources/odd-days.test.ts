import { getReceipt } from "@rapport/contract/data-sources";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newSuite, testServer, type TestServer } from "../testing/index.ts";
import { daysAgo, hits, minutesAgo } from "./online.fixture.ts";
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

test("U7 rows dated before the day of their order are told, also when the order comes later; rows of its own day and of no order are not", async () => {
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

test("U7 a year before a suite's first hit is far away, less is not, and a suite without hits has no first day; only the first lines are named", async () => {
  const { rsid } = await newSuite(server);
  const source = await newSource(server, { rsid });
  const early = Array.from({ length: 30 }, (_, row) => `01/02/1999\t${row + 1}`);
  const { jobId } = await source.load(lines("Date\tPrice", ...early, `${daysAgo(300)}\t5`));
  expect(await oddOf(jobId)).toEqual({ status: "success", beforeOrder: undefined, beforeSuite: undefined });
  await hits(server, rsid, order("T1"));
  expect((await oddOf(jobId)).beforeSuite).toEqual({ rows: 30, lines: Array.from({ length: 20 }, (_, row) => row + 2) });
});
