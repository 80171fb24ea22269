import type { Rsid } from "@rapport/contract";
import {
  changeDataSource,
  deactivateDataSource,
  getReceipt,
  listRejectedRows,
  mendRows,
  saveMapping,
  tryMendedRows,
  undoUpload,
  type FileMapping,
  type MendedRow,
} from "@rapport/contract/data-sources";
import { listAudit } from "@rapport/contract/system";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endedJob, newSuite, postFile, testServer, type TestServer } from "../../testing/index.ts";
import { daysAgo, totals } from "../online.fixture.ts";
import { lines, newSource } from "../uploads.fixture.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(async () => {
  await server.close();
});

const HEADER = "Date\ttransactionID\tEvar 1\tOrders\tPrice";
const row = (line: number, text: string): MendedRow => ({ line, cells: text.split("\t") });
const rejected = async (jobId: number, query = {}) => await server.api(listRejectedRows, { params: { jobId }, query });
const tryRows = async (jobId: number, ...rows: readonly MendedRow[]) => await server.api(tryMendedRows, { params: { jobId }, body: { rows: [...rows] } });
const mend = async (jobId: number, ...rows: readonly MendedRow[]) => await server.api(mendRows, { params: { jobId }, body: { rows: [...rows] } });
const mended = async (jobId: number, ...rows: readonly MendedRow[]) => await endedJob(server, (await mend(jobId, ...rows)).job_id);
const sums = async (rsid: Rsid) => await totals(server, { rsid }, "occurrences", "orders", "revenue");
const toMend = async (jobId: number) =>
  (await server.inject({ method: "GET", url: `/api/uploads/${jobId}/rejected`, headers: { authorization: `Bearer ${server.apiKey}` } })).body;

async function place(of: Omit<Parameters<typeof newSource>[1], "rsid"> = {}) {
  const { rsid } = await newSuite(server);
  return { rsid, source: await newSource(server, { rsid, type: "transactionid", ...of }) };
}

const day = daysAgo(2);
const FILE = lines(HEADER, `${day}\t\ta\t1\t10`, `x\t\tb;\tone\t20`, `${day}\t\tc\t1\t40\t9`, `${day}\t\td\t1\t1,234`);

describe("FU23 rejected rows of an upload", () => {
  test("are listed with cells and all faults, tried until nothing is wrong, and sent: one receipt tells both files", async () => {
    const { rsid, source } = await place();
    const of = await source.load(FILE);
    expect(of).toMatchObject({ status: "success", summary: 1, rejected: 3 });
    const before = await sums(rsid);
    const first = await rejected(of.jobId, { limit: 2 });
    expect(first).toMatchObject({ columns: HEADER.split("\t"), rejected: 3, mended: 0, next: 4 });
    expect(first.rows.map(({ line, cells, faults }) => [line, cells, faults.map(({ column, code }) => `${column} ${code}`)])).toEqual([
      [3, ["x", "", "b;", "one", "20"], ["Date date.format", "Evar 1 dimension.semicolon", "Orders metric.not_a_number"]],
      [4, [day, "", "c", "1", "40", "9"], ["null row.cells"]],
    ]);
    const second = await rejected(of.jobId, { after: 4, limit: 2 });
    expect([second.next, second.rows.map(({ line, faults }) => [line, faults.map(({ code }) => code)])]).toEqual([null, [[5, ["metric.ambiguous"]]]]);

    // Half mended: what is left is told, and nothing is loaded.
    const half = await tryRows(of.jobId, row(5, `${day}\t\td\t1\t1234`), row(3, `${day}\t\tb;\tone\t20`));
    expect(half.rows.map(({ line, faults }) => [line, faults.map(({ column, code }) => `${column} ${code}`)])).toEqual([
      [5, []],
      [3, ["Evar 1 dimension.semicolon", "Orders metric.not_a_number"]],
    ]);
    expect(half.receipt).toMatchObject({ status: "success", rowsRead: 2, summary: 1, rejected: 1 });
    expect(await sums(rsid)).toEqual(before);

    const now = await mended(of.jobId, row(5, `${day}\t\td\t1\t1234`), row(3, `${day}\t\tb\t1\t20`));
    expect(now).toMatchObject({ status: "success", mends: of.jobId, filename: `mended-${of.jobId}.txt`, rowsRead: 2, summary: 2, rejected: 0 });
    const [rows = 0, orders = 0, revenue = 0] = before;
    expect(await sums(rsid)).toEqual([rows + 2, orders + 2, revenue + 1254]);
    const receipt = await source.receipt(of.jobId);
    expect(receipt).toMatchObject({ rejected: 3, summary: 1, mendedBy: [{ jobId: now.jobId, rows: 2 }] });
    expect(receipt.rejectedRows.map(({ line, mendedBy }) => [line, mendedBy])).toEqual([
      [3, now.jobId],
      [4, undefined],
      [5, now.jobId],
    ]);
    expect(receipt.attempts?.map(({ jobId, mends }) => [jobId, mends])).toEqual([
      [of.jobId, undefined],
      [now.jobId, of.jobId],
    ]);
    expect((await source.receipt(now.jobId)).attempts).toEqual(receipt.attempts);
    // What is not mended can still be fetched, and nothing else.
    expect(await toMend(of.jobId)).toBe(lines(HEADER, `${day}\t\tc\t1\t40\t9`));
    expect(await rejected(of.jobId)).toMatchObject({ mended: 2, rejected: 3 });
    // Under the address of another source it is not found, in words.
    const params = { jobId: of.jobId };
    expect(await server.api(getReceipt, { params, query: { rsid, dataSourceId: String(source.id) } })).toMatchObject({ jobId: of.jobId });
    const stray = { kind: "not_found", code: "job.unknown" };
    await expect(server.api(getReceipt, { params, query: { dataSourceId: String(source.id + 1) } })).rejects.toMatchObject(stray);
    await expect(server.api(getReceipt, { params, query: { rsid: (await newSuite(server)).rsid } })).rejects.toMatchObject(stray);
    const { entries } = await server.api(listAudit, { query: { action: "mendRows" } });
    expect(JSON.stringify(entries)).toContain(`/api/uploads/${of.jobId}/mended-rows`);
  });

  test("are mended once, also by two at the same moment; after an undo they can be mended again", async () => {
    const { rsid, source } = await place();
    const of = await source.load(FILE);
    const before = await sums(rsid);
    const right = row(3, `${day}\t\tb\t1\t20`);
    const both = await Promise.allSettled([mend(of.jobId, right), mend(of.jobId, right)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const by = both.flatMap((one) => (one.status === "fulfilled" ? [one.value.job_id] : []))[0] ?? 0;
    await endedJob(server, by);
    const again = { kind: "conflict", code: "mend.mended", params: { upload: of.jobId, line: 3, by } };
    await expect(mend(of.jobId, right)).rejects.toMatchObject(again);
    await expect(tryRows(of.jobId, right)).rejects.toMatchObject(again);
    const [rows = 0, orders = 0, revenue = 0] = before;
    expect(await sums(rsid)).toEqual([rows + 1, orders + 1, revenue + 20]);
    // A corrected file has these rows too, so that they would count twice.
    const corrected = await postFile(server, { path: `/api/uploads/${of.jobId}/replace`, file: FILE, filename: "all.txt" });
    expect(corrected.json()).toMatchObject({ code: "upload.not_replaceable", params: { why: "mended" } });
    await server.api(undoUpload, { params: { jobId: by } });
    expect(await sums(rsid)).toEqual(before);
    expect(await source.receipt(of.jobId)).not.toHaveProperty("mendedBy");
    expect(await mended(of.jobId, right)).toMatchObject({ status: "success", summary: 1 });
    expect(await sums(rsid)).toEqual([rows + 1, orders + 1, revenue + 20]);
  });

  test("that are mended to the same row each count; a fault that is left is rejected in their own upload and mended there", async () => {
    const { rsid, source } = await place({ repeated_rows: "reject" });
    const same = `${day}\t\ta\t1\t10`;
    const of = await source.load(lines(HEADER, same, `x\t\ta\t1\t10`, `y\t\ta\t1\t10`));
    expect(await mended(of.jobId, row(3, same))).toMatchObject({ status: "success", summary: 1, rejected: 0 });
    // The same bytes as the upload before, and the same row as the file has.
    expect(await mended(of.jobId, row(4, same))).toMatchObject({ status: "success", summary: 1, rejected: 0 });
    expect(await sums(rsid)).toEqual([3, 3, 30]);
    const left = await source.load(lines(HEADER, `x\t\tb\t1\tmuch`));
    const half = await mended(left.jobId, row(2, `${day}\t\tb\t1\tmuch`));
    expect(half).toMatchObject({ status: "success", rejected: 1, rejectedRows: [{ line: 2, code: "metric.not_a_number" }] });
    expect(await mended(half.jobId, row(2, `${day}\t\tb\t1\t5`))).toMatchObject({ mends: half.jobId, summary: 1, attempts: [{}, {}, {}] });
    expect(await sums(rsid)).toEqual([4, 4, 35]);
  });

  test("that were mended again in the upload between stay mended when that one is undone", async () => {
    const { rsid, source } = await place();
    const of = await source.load(lines(HEADER, `x\t\tb\t1\tmuch`, `x\t\tc\t1\tlots`));
    const between = await mended(of.jobId, row(2, `${day}\t\tb\t1\tmuch`), row(3, `${day}\t\tc\t1\tlots`));
    const last = await mended(between.jobId, row(2, `${day}\t\tb\t1\t5`));
    await server.api(undoUpload, { params: { jobId: between.jobId } });
    expect(await source.receipt(of.jobId)).toMatchObject({ mendedBy: [{ jobId: last.jobId, rows: 1 }] });
    const again = { code: "mend.mended", params: { upload: of.jobId, line: 2, by: last.jobId } };
    await expect(mend(of.jobId, row(2, `${day}\t\tb\t1\t5`))).rejects.toMatchObject(again);
    expect(await mended(of.jobId, row(3, `${day}\t\tc\t1\t7`))).toMatchObject({ summary: 1 });
    expect(await sums(rsid)).toEqual([2, 2, 12]);
    await server.api(undoUpload, { params: { jobId: last.jobId } });
    expect(await mended(of.jobId, row(2, `${day}\t\tb\t1\t5`))).toMatchObject({ summary: 1 });
    expect(await sums(rsid)).toEqual([2, 2, 12]);
  });

  test("are read by the settings by which their file was read, also when its source has others now", async () => {
    const { rsid, source } = await place({ date_format: "day_first", return_prices: "negative", hash_lines: "rows" });
    const of = await source.load(lines(HEADER, "#01/02/2026\t\ta\t1\t10", "x\t\tb\t1\t20"));
    expect(of).toMatchObject({ rejected: 2 });
    const params = { company: "rapport" as const, rsid, dataSourceId: source.id };
    await server.api(changeDataSource, { params, body: { date_format: "month_first", hash_lines: "comments" } });
    const right = [row(2, "25/02/2026\t\ta\t1\t10"), row(3, "#25/02/2026\t\tb\t1\t20")];
    expect((await tryRows(of.jobId, ...right)).rows.map(({ line, faults }) => [line, faults.map(({ code }) => code)])).toEqual([
      [2, []],
      [3, ["date.day_first"]],
    ]);
    const first = await mended(of.jobId, ...right);
    expect(first).toMatchObject({ summary: 1, rejected: 1 });
    expect(await mended(first.jobId, row(3, "25/02/2026\t\tb\t1\t20"))).toMatchObject({ summary: 1, rejected: 0 });
    expect(await sums(rsid)).toEqual([2, 2, 30]);
    expect(await source.load(lines(HEADER, "02/25/2026\t\tc\t1\t5", "#02/25/2026\t\td\t1\t5"))).toMatchObject({ summary: 1, rowsRead: 1 });
  });

  test("of a strict file bring all of its rows, when none has a fault any more", async () => {
    const { rsid, source } = await place({ mode: "strict" });
    const of = await source.load(lines(HEADER, `${day}\t\ta\t1\t10`, `x\t\tb\t1\t20`, `y\t\tc\t1\t40`));
    expect(of).toMatchObject({ status: "failure", error: { code: "file.strict" } });
    expect((await rejected(of.jobId)).rows.map(({ line }) => line)).toEqual([3, 4]);
    await expect(mend(of.jobId, row(2, `${day}\t\ta\t1\t10`))).rejects.toMatchObject({ code: "mend.not_rejected" });
    // One is left, so all are refused again, and can be mended once more.
    expect(await mended(of.jobId, row(3, `${day}\t\tb\t1\t20`))).toMatchObject({ status: "failure", rowsRead: 3 });
    const now = await mended(of.jobId, row(3, `${day}\t\tb\t1\t20`), row(4, `${day}\t\tc\t1\t40`));
    expect(now).toMatchObject({ status: "success", rowsRead: 3, summary: 3 });
    expect(await sums(rsid)).toEqual([3, 3, 70]);
    await expect(mend(of.jobId, row(3, `${day}\t\tb\t1\t20`))).rejects.toMatchObject({ code: "mend.mended", params: { by: now.jobId } });
    expect(await toMend(of.jobId)).toBe(lines(HEADER));
  });

  test("are refused with the reason when there is nothing to mend, when they would be no rows, and by a source that takes nothing", async () => {
    const { rsid, source } = await place();
    const of = await source.load(FILE);
    const right = row(3, `${day}\t\tb\t1\t20`);
    await expect(mend(of.jobId, row(2, `${day}\t\ta\t1\t10`))).rejects.toMatchObject({ code: "mend.not_rejected", params: { line: 2 } });
    await expect(mend(of.jobId, row(99, `${day}\t\ta\t1\t10`))).rejects.toMatchObject({ code: "mend.not_rejected", params: { line: 99 } });
    await expect(mend(of.jobId, right, right)).rejects.toMatchObject({ code: "mend.twice" });
    await expect(mend(of.jobId, row(3, "\t\t \t\t"))).rejects.toMatchObject({ code: "mend.no_row", params: { why: "empty" } });
    await expect(mend(of.jobId, row(3, `#${day}\t\ta\t1\t10`))).rejects.toMatchObject({ code: "mend.no_row", params: { why: "comment" } });
    await expect(mend(of.jobId, { line: 3, cells: ["a\tb"] })).rejects.toMatchObject({ kind: "invalid" });
    await expect(mend(999_999, right)).rejects.toMatchObject({ code: "upload.unknown" });
    const failed = await source.load("Foo\n1\n");
    await expect(mend(failed.jobId, right)).rejects.toMatchObject({ code: "mend.not_mendable", params: { why: "failed" } });
    const known = await source.load(FILE);
    await expect(mend(known.jobId, right)).rejects.toMatchObject({ code: "mend.not_mendable", params: { why: "duplicate" } });
    await server.api(deactivateDataSource, { params: { company: "rapport", rsid, dataSourceId: source.id } });
    await expect(mend(of.jobId, right)).rejects.toMatchObject({ code: "data_source.inactive" });
    await server.api(undoUpload, { params: { jobId: of.jobId } });
    await expect(mend(of.jobId, right)).rejects.toMatchObject({ code: "mend.not_mendable", params: { why: "undone" } });
  });

  test("of a mapped file are mended in the source's own format, and not mapped again", async () => {
    const { rsid, source } = await place();
    const mapping: FileMapping = {
      delimiter: "semicolon",
      encoding: "auto",
      sheet: "",
      skippedLines: 0,
      dates: "YYYY-MM-DD",
      decimals: "comma",
      // Another name of Price, which a file of the source's own format need not have.
      columns: [
        { from: "day", to: "Date", turned: false },
        { from: "sum", to: "Revenue", turned: true },
      ],
      constants: [],
      others: "refuse",
    };
    await server.api(saveMapping, { params: { rsid, dataSourceId: source.id }, body: { mapping, version: 0 } });
    const of = await source.load(lines("day;sum", "2026-02-25;1,50", "2026-02-25;1.50", "25-02-2026;7"), { filename: "a.csv" });
    expect(of).toMatchObject({ summary: 1, rejected: 2 });
    const { columns, rows } = await rejected(of.jobId);
    expect([columns, rows.map(({ cells }) => cells)]).toEqual([
      ["Date", "Revenue"],
      [
        ["02/25/2026", "?1.50"],
        ["?25-02-2026", "-7"],
      ],
    ]);
    expect(await mended(of.jobId, row(3, "02/25/2026\t-1.50"), row(4, "02/25/2026\t-7"))).toMatchObject({ status: "success", summary: 2, rejected: 0 });
    expect(await sums(rsid)).toEqual([3, 0, -10]);
  });
});
