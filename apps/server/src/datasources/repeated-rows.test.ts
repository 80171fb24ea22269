import { type DataSourceType, undoUpload, type Receipt, type RepeatedRows, type UploadMode } from "@rapport/contract/data-sources";
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

const HEADER = "Date\tProduct\tPrice";
const row = (price: number | string, product = "Boot") => `${daysAgo(1)}\t${product}\t${price}`;
const file = (...prices: readonly (number | string)[]) => lines(HEADER, ...prices.map((price) => row(price)));

async function place(of: { repeated_rows?: RepeatedRows; type?: DataSourceType; mode?: UploadMode } = {}) {
  const suite = await newSuite(server);
  return { ...suite, source: await newSource(server, { rsid: suite.rsid, type: "summary", ...of }) };
}
const toldOf = ({ rowsRead, summary, rejected, repeatedRows }: Receipt) => ({ rowsRead, summary, rejected, repeatedRows });

describe("rows that two files share", () => {
  test("U7 are told and count, unless the source says otherwise", async () => {
    const { rsid, source } = await place();
    const first = await source.load(file(1, 2, 3));
    expect(first).not.toHaveProperty("repeatedRows");
    const second = await source.load(file(4, 3, 5, 2));
    expect(toldOf(second)).toEqual({ rowsRead: 4, summary: 4, rejected: 0, repeatedRows: { rows: 2, lines: [3, 5], uploads: [first.jobId], counted: true } });
    expect(await totals(server, { rsid }, "revenue")).toEqual([20]);
  });

  test("U6 U7 are told and do not count if the source rejects them: the others load, and these can be downloaded and loaded by force", async () => {
    const { rsid, source } = await place({ repeated_rows: "reject" });
    const first = await source.load(file(1, 2, 3));
    const second = await source.load(file(4, 3, 5, 2));
    expect(toldOf(second)).toEqual({ rowsRead: 4, summary: 2, rejected: 2, repeatedRows: { rows: 2, lines: [3, 5], uploads: [first.jobId], counted: false } });
    expect(second.rejectedRows.map(({ line, code, params }) => ({ line, code, params }))).toEqual([
      { line: 3, code: "row.repeated", params: { upload: first.jobId } },
      { line: 5, code: "row.repeated", params: { upload: first.jobId } },
    ]);
    expect(await totals(server, { rsid }, "revenue")).toEqual([15]);
    const { body } = await server.inject({ url: `/api/uploads/${second.jobId}/rejected`, headers: { authorization: `Bearer ${server.apiKey}` } });
    expect(body.split("\n").filter((line) => line !== "" && !line.startsWith("#"))).toEqual([HEADER, row(3), row(2)]);
    expect(await source.load(body)).toMatchObject({ rejected: 2, summary: 0 });
    expect(toldOf(await source.load(body, { force: true }))).toMatchObject({ summary: 2, rejected: 0, repeatedRows: { rows: 2, counted: true } });
    expect(await totals(server, { rsid }, "revenue")).toEqual([20]);
  });

  test.each([
    ["in another encoding", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le")],
    ["with other line ends and quotes", (text: string) => text.replaceAll("\n", "\r\n").replaceAll("Boot", '"Boot"')],
    ["with other noughts", (text: string) => text.replaceAll(/\t(\d)\n/g, "\t0$1.00\n")],
    ["with the columns in another order", (text: string) => text.replaceAll(/^(.*)\t(.*)\t(.*)$/gm, "$3\t$1\t$2")],
  ])("U7 %s they are the same rows", async (_, rewritten) => {
    const { source } = await place({ repeated_rows: "reject" });
    await source.load(file(1, 2, 3));
    expect(toldOf(await source.load(rewritten(file(3, 4, 1))))).toMatchObject({ summary: 1, rejected: 2, repeatedRows: { rows: 2, lines: [2, 4] } });
  });

  test("U7 within one file all count, however many; in the next file each is told", async () => {
    const { rsid, source } = await place({ repeated_rows: "reject" });
    expect(await source.load(file(2, 2, 2))).toMatchObject({ summary: 3, rejected: 0 });
    expect(await source.load(file(2, 2, 5))).toMatchObject({ summary: 1, rejected: 2 });
    expect(await totals(server, { rsid }, "revenue")).toEqual([11]);
  });

  test("U7 of another source, of a file that was undone, refused or a repetition, or rejected there, do not count as repeated", async () => {
    const { rsid, source } = await place({ repeated_rows: "reject" });
    const other = await newSource(server, { rsid, type: "summary", repeated_rows: "reject" });
    const { jobId } = await source.load(file(1, 2));
    expect(await other.load(file(2, 3))).toMatchObject({ summary: 2, rejected: 0 });
    // Row 2 was rejected in this file, so it does not count here either.
    const second = await source.load(file(2, 3));
    expect(second).toMatchObject({ summary: 1, rejected: 1 });
    await server.api(undoUpload, { params: { jobId } });
    expect(await source.load(file(2, 3, 4))).toMatchObject({ summary: 2, rejected: 1, repeatedRows: { uploads: [second.jobId], lines: [3] } });
  });

  test("U7 of a strict source make it refuse the file, and nothing of the file is remembered", async () => {
    const { source } = await place({ repeated_rows: "reject", mode: "strict" });
    await source.load(file(1, 2));
    expect(await source.load(file(2, 3))).toMatchObject({ status: "failure", error: { code: "file.strict", params: { rows: 1 } }, rejected: 2, summary: 0 });
    expect(await source.load(file(3, 4))).toMatchObject({ status: "success", summary: 2, rejected: 0 });
  });

  test("U7 of refunds are given back once; a row rejected for going beyond its order does not count as repeated", async () => {
    const { rsid, source } = await place({ repeated_rows: "reject", type: "refund" });
    await hits(server, rsid, { vid: "c1", events: "purchase", products: ";Boot;1;50", xact: "T1", ts: minutesAgo(3 * 24 * 60) });
    const refunds = (...prices: number[]) => lines("Date\ttransactionID\tPrice", ...prices.map((price) => `${daysAgo(1)}\tT1\t${price}`));
    const first = await source.load(refunds(20, 40));
    expect(first).toMatchObject({ linkedByTransaction: 1, rejected: 1, rejectedRows: [{ line: 3, code: "refund.beyond_order" }] });
    expect(await source.load(refunds(20, 10))).toMatchObject({ linkedByTransaction: 1, rejected: 1, rejectedRows: [{ line: 2, code: "row.repeated" }] });
    await server.api(undoUpload, { params: { jobId: first.jobId } });
    expect(await source.load(refunds(40))).toMatchObject({ linkedByTransaction: 1, rejected: 0 });
  });

  test("U7 agree with a plain loop over random files", async () => {
    const { rsid, source } = await place({ repeated_rows: "reject" });
    const counted = new Map<number, number[]>();
    for (let seed = 1; seed <= 12; seed++) {
      const prices = Array.from({ length: 1 + ((seed * 5) % 7) }, (_, n) => 1 + ((seed * 7 + n * n * 3) % 23));
      const force = seed % 5 === 0;
      const seen = new Set([...counted.values()].flat());
      const kept = prices.filter((price) => force || !seen.has(price));
      const receipt = await source.load(file(...prices, "none"), { force });
      // A file with the same rows as an earlier one loads nothing at all (U6).
      if (receipt.duplicateOf === undefined) {
        expect(receipt).toMatchObject({ rowsRead: prices.length + 1, summary: kept.length, rejected: prices.length - kept.length + 1 });
        counted.set(receipt.jobId, kept);
      }
      const [oldest] = counted.keys();
      if (seed % 4 !== 0 || oldest === undefined) continue;
      await server.api(undoUpload, { params: { jobId: oldest } });
      counted.delete(oldest);
    }
    expect(counted.size).toBeGreaterThan(6);
    const rows = [...counted.values()].flat();
    expect(await totals(server, { rsid }, "revenue", "occurrences")).toEqual([rows.reduce((sum, price) => sum + price, 0), rows.length]);
  }, 120_000);
});
