import type { Reply } from "@rapport/contract";
import {
  createDataSource,
  deleteDataSource,
  getDataSource,
  getJob,
  getReceipt,
  getTemplate,
  listDataSources,
  listJobs,
  undoUpload,
} from "@rapport/contract/data-sources";
import { testClock } from "@rapport/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { newSuite, postFile, testServer, type TestServer } from "../testing/index.ts";
import { lines, newSource } from "./uploads.fixture.ts";

const clock = testClock("2026-03-02T12:00:00Z");
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ clock });
});
afterAll(() => server.close());
const company = "rapport";
const ROWS = lines("Date\tTracking Code\tOrders\tPrice", "03/01/2026\tspring\t1\t10.50", "02/28/2026\twinter\t2\t20");

/** The sums that reports would show. */
async function sums(suite: string) {
  const query = {
    name: "testSums",
    text: "SELECT toInt64(sum(occurrences)) AS rows, sum(orders) AS orders, sum(revenue) AS revenue FROM hits_v1 WHERE suite = {suite:String}",
    params: z.object({ suite: z.string() }),
    row: z.object({ rows: z.coerce.number(), orders: z.coerce.number(), revenue: z.coerce.number() }),
  };
  return (await server.deps.warehouse.rows(query, { suite }))[0];
}
const NOTHING = { rows: 0, orders: 0, revenue: 0 };
const LOADED = { rows: 2, orders: 3, revenue: 30.5 };

async function emptySource(mode: "lenient" | "strict" = "lenient") {
  const { rsid } = await newSuite(server);
  return { rsid, source: await newSource(server, { rsid, type: "summary", mode }) };
}
async function rejectedFile(jobId: number) {
  return await server.inject({ url: `/api/uploads/${jobId}/rejected`, headers: { authorization: `Bearer ${server.apiKey}` } });
}

describe("accounts", () => {
  test("have the documented shape; generic means summary", async () => {
    const { rsid } = await newSuite(server, { timeZone: "Pacific/Auckland" });
    const made = await server.api(createDataSource, { params: { company, rsid }, query: { type: "generic", name: "Returns", email: "returns@example.com" } });
    const expected: Reply<typeof getDataSource> = {
      name: "Returns",
      email: "returns@example.com",
      data_source_id: made.data_source_id,
      type: "summary",
      mode: "lenient",
      date_format: "month_first",
      hash_lines: "comments",
      return_prices: "negative",
      early_rows: "warn",
      repeated_rows: "warn",
      on_errors: "continue",
      stopped_by: null,
      active: true,
      columns: [],
      date_created: "2026-03-03",
      ftp_hostname: "",
      ftp_username: "",
      ftp_password: "",
    };
    expect(made).toEqual(expected);
    expect(await server.api(getDataSource, { params: { company, rsid, dataSourceId: made.data_source_id } })).toEqual(expected);
    expect(await server.api(listDataSources, { params: { company, rsid } })).toEqual([expected]);
  });
  test("FU12 that are deleted are gone, and their rows stay", async () => {
    const { rsid, source } = await emptySource();
    const receipt = await source.load(ROWS);
    const place = { company, rsid, dataSourceId: source.id };
    expect(await server.api(deleteDataSource, { params: place })).toEqual({ success: true, message: "Account deleted" });
    expect(await sums(rsid)).toEqual(LOADED);
    expect(await source.receipt(receipt.jobId)).toEqual(receipt);
    await expect(server.api(getDataSource, { params: place })).rejects.toMatchObject({ kind: "not_found" });
    await expect(server.api(deleteDataSource, { params: place })).rejects.toMatchObject({ kind: "not_found" });
    await expect(server.api(listJobs, { params: place })).rejects.toMatchObject({ kind: "not_found" });
    expect((await postFile(server, { path: `/api/rapport/datasources/job/${rsid}/${source.id}`, file: ROWS, filename: "a.txt" })).statusCode).toBe(404);
  });
  test("of another report suite are not found", async () => {
    const { source } = await emptySource();
    const other = await newSuite(server);
    const place = { company, rsid: other.rsid, dataSourceId: source.id };
    for (const call of [
      () => server.api(getDataSource, { params: place }),
      () => server.api(listJobs, { params: place }),
      () => server.api(getJob, { params: { ...place, jobId: 1 } }),
      () => server.api(deleteDataSource, { params: place }),
    ])
      await expect(call()).rejects.toMatchObject({ kind: "not_found" });
    await expect(server.api(listDataSources, { params: { company, rsid: "no-such-suite" } })).rejects.toMatchObject({ kind: "not_found" });
  });
  test("and jobs with ids larger than any in use are not found", async () => {
    const { rsid, source } = await emptySource();
    const id = 99_999_999_999;
    for (const call of [
      () => server.api(getDataSource, { params: { company, rsid, dataSourceId: id } }),
      () => server.api(deleteDataSource, { params: { company, rsid, dataSourceId: id } }),
      () => server.api(listJobs, { params: { company, rsid, dataSourceId: id } }),
      () => server.api(getJob, { params: { company, rsid, dataSourceId: source.id, jobId: id } }),
      () => server.api(getReceipt, { params: { jobId: id } }),
      () => server.api(undoUpload, { params: { jobId: id } }),
    ])
      await expect(call()).rejects.toMatchObject({ kind: "not_found" });
    expect((await rejectedFile(id)).statusCode).toBe(404);
    expect((await postFile(server, { path: `/api/rapport/datasources/job/${rsid}/${id}`, file: ROWS, filename: "a.txt" })).statusCode).toBe(404);
  });
  test("FF4 give a template that loads when rows are added to it", async () => {
    const { rsid, source } = await emptySource();
    const answer = await server.inject({
      url: getTemplate.path.replace(":company", company).replace(":rsid", rsid).replace(":dataSourceId", String(source.id)),
      headers: { authorization: `Bearer ${server.apiKey}` },
    });
    expect(answer.headers["content-disposition"]).toContain(`template-summary-${source.id}.txt`);
    const columns = answer.body.trimEnd().split("\r\n").at(-1)?.split("\t") ?? [];
    const row = columns.map((column) => (column === "Date" ? "03/01/2026" : column === "Orders" ? "1" : "")).join("\t");
    expect(await source.load(`${answer.body}${row}\r\n`)).toMatchObject({ status: "success", rowsRead: 1, summary: 1 });
  });
});

describe("a job", () => {
  test("A54 FU10 is uploaded first and ends as success with its rows in reports", async () => {
    const { rsid, source } = await emptySource();
    const answer = await postFile(server, { path: `/api/any-name/datasources/job/${rsid}/${source.id}`, file: ROWS, filename: "../march/été 1.txt" });
    const job = answer.json<Reply<typeof getJob>>();
    expect(job).toEqual({
      cameBy: "api",
      filename: "été 1.txt",
      rows: 0,
      job_id: job.job_id,
      status: "uploaded",
      uploaded_date: "2026-03-02 13:00:00",
      started_processing_date: null,
      finished_processing_date: null,
    });
    await source.ended(job.job_id);
    expect(await server.api(getJob, { params: { company, rsid, dataSourceId: source.id, jobId: job.job_id } })).toEqual({
      ...job,
      rows: 2,
      status: "success",
      started_processing_date: "2026-03-02 13:00:00",
      finished_processing_date: "2026-03-02 13:00:00",
    });
    expect(await sums(rsid)).toEqual(LOADED);
  });
  test("A55 FU11 is listed newest first, by status and date; a page beyond the last is empty", async () => {
    const { rsid, source } = await emptySource();
    const first = await source.load(ROWS);
    const second = await source.load("Foo\n1\n");
    const params = { company, rsid, dataSourceId: source.id };
    const list = async (query: object) => {
      const { jobs, ...page } = await server.api(listJobs, { params, query });
      return { ...page, jobs: jobs.map((job) => job.job_id) };
    };
    expect(await list({})).toEqual({ page: 1, total_pages: 1, jobs: [second.jobId, first.jobId] });
    expect(await list({ status: "success" })).toEqual({ page: 1, total_pages: 1, jobs: [first.jobId] });
    expect(await list({ page: 2 })).toEqual({ page: 2, total_pages: 1, jobs: [] });
    expect(await list({ page: 9_000_000_000_000 })).toEqual({ page: 9_000_000_000_000, total_pages: 1, jobs: [] });
    expect(await list({ start_date: "2026-03-02 13:00:00", end_date: "2026-03-02 13:00:00" })).toMatchObject({ jobs: [second.jobId, first.jobId] });
    expect(await list({ start_date: "2026-03-02 13:00:01" })).toMatchObject({ jobs: [] });
    expect(await list({ end_date: "2026-03-02" })).toMatchObject({ jobs: [] });
    await expect(list({ start_date: "yesterday" })).rejects.toMatchObject({ kind: "invalid" });
    await expect(server.api(getJob, { params: { ...params, jobId: 999_999 } })).rejects.toMatchObject({ kind: "not_found" });
  });
  test("U5 on request the list says for each how many rows are linked, wait, will never be linked, and are rejected; after an undo as it was then", async () => {
    const { rsid, source } = await emptySource();
    const { jobId } = await source.load("Date\ttransactionID\tPrice\n03/01/2026\tNOBODY-1\t5\n03/01/2026\tNOBODY-2\t5\n03/01/2026\t\t5\n03/01/2026\tX\tfive\n");
    const params = { company, rsid, dataSourceId: source.id };
    const listed = async () => (await server.api(listJobs, { params, query: { fates: "true" } })).jobs.map(({ job_id, fates }) => ({ job_id, fates }));
    const expected = [{ job_id: jobId, fates: { linked: 0, waiting: 2, unlinked: 0, summary: 1, rejected: 1 } }];
    expect(await listed()).toEqual(expected);
    await server.api(undoUpload, { params: { jobId } });
    expect(await listed()).toEqual(expected);
    expect((await server.api(listJobs, { params })).jobs[0]).not.toHaveProperty("fates");
  });
  test("needs its permission", async () => {
    const { source, rsid } = await emptySource();
    const { jobId } = await source.load(ROWS);
    const reader = await server.withKey(["report.read"]);
    for (const call of [
      () => reader(getReceipt, { params: { jobId } }),
      () => reader(undoUpload, { params: { jobId } }),
      () => reader(listDataSources, { params: { company, rsid } }),
    ])
      await expect(call()).rejects.toMatchObject({ kind: "forbidden" });
    await expect(server.anonymous(getReceipt, { params: { jobId } })).rejects.toMatchObject({ kind: "signed_out" });
    await expect(server.api(getReceipt, { params: { jobId: 999_999 } })).rejects.toMatchObject({ kind: "not_found" });
    await expect(server.api(undoUpload, { params: { jobId: 999_999 } })).rejects.toMatchObject({ kind: "not_found" });
  });
});

describe("the same rows in another file", () => {
  const rows = ["03/01/2026\tLinen throw\t2\t1234.50", "03/01/2026\tTeapot\t1\t-5", "02/28/2026\tTeapot\t1\t5", "03/01/2026\tTeapot\t1\t-5"];
  const FIRST = `Date\tProduct\tQuantity\tPrice\n${rows.join("\n")}\n`;
  const swapped = (row: string) => row.split("\t").toReversed().join("\t");

  test.each([
    ["another encoding", Buffer.from(`\ufeff${FIRST}`, "utf16le")],
    ["a byte order mark and other line ends", `\ufeff${FIRST.replaceAll("\n", "\r\n")}`],
    ["another order of rows", `Date\tProduct\tQuantity\tPrice\n${rows.toReversed().join("\n")}`],
    ["another order of columns", `Price\tQuantity\tProduct\tDate\n${rows.map(swapped).join("\n")}\n`],
    ["quotes, comments and blank lines", FIRST.replace("1234.50", '"1234.50"').replace("Teapot", '"Teapot"').replace("Date", "# a comment\n\nDate")],
    ["separators of thousands", FIRST.replace("1234.50", "1,234.50")],
    ["a comma for the point, and a currency", FIRST.replace("1234.50", "€ 1.234,50").replaceAll("\t-5", "\t-5,00")],
    ["more and fewer noughts", FIRST.replace("1234.50", "01234.5").replaceAll("\t1\t", "\t1.0\t").replace("\t5\n", "\t+5.0\n")],
    ["days without noughts, and the time that stands for them", FIRST.replaceAll("03/01/2026", "3/1/2026").replace("02/28/2026", "02/28/2026/12/00/00")],
    ["a bad row more", `${FIRST}03/01/2026\tTeapot\tone\t5\n`],
  ])("U6 %s are told before they load, and load when that is asked for", async (_, other) => {
    const { rsid, source } = await emptySource();
    const first = await source.load(FIRST);
    expect(first).toMatchObject({ status: "success", rowsRead: 4, rejected: 0 });
    expect(first).not.toHaveProperty("sameRows");
    const before = await sums(rsid);
    expect(await source.load(other)).toMatchObject({ status: "success", duplicateOf: first.jobId, sameRows: true, rowsRead: 0, rejectedRows: [] });
    expect(await sums(rsid)).toEqual(before);
    const forced = await source.load(other, { force: true });
    expect(forced).toMatchObject({ status: "success", summary: 4 });
    expect(forced).not.toHaveProperty("duplicateOf");
  });

  test.each([
    ["a row less", `Date\tProduct\tQuantity\tPrice\n${rows.slice(1).join("\n")}\n`],
    ["a row once instead of twice", `Date\tProduct\tQuantity\tPrice\n${rows.slice(0, 3).join("\n")}\n`],
    ["another day", FIRST.replace("02/28", "02/27")],
    ["another amount", FIRST.replace("1234.50", "1234.51")],
    ["another amount, written in another way", FIRST.replace("1234.50", "1,234.51")],
    ["another time of that day", FIRST.replace("02/28/2026", "02/28/2026/13/00/00")],
    ["no number where there was one", FIRST.replace("\t1\t5\n", "\t\t5\n")],
    ["a value in another column", FIRST.replace("Product", "Category")],
  ])("U6 with %s they are other rows, and load", async (_, other) => {
    const { source } = await emptySource();
    await source.load(FIRST);
    const second = await source.load(other);
    expect(second).not.toHaveProperty("duplicateOf");
    expect(second.status).toBe("success");
    expect(second.summary).toBeGreaterThanOrEqual(3);
  });

  test("U6 they load when the earlier upload was undone or is of another source", async () => {
    const { rsid, source } = await emptySource();
    const { jobId } = await source.load(FIRST);
    const other = await newSource(server, { rsid, type: "summary", mode: "lenient" });
    expect(await other.load(`${FIRST}\n`)).toMatchObject({ status: "success", summary: 4 });
    await server.api(undoUpload, { params: { jobId } });
    expect(await source.load(`${FIRST}\n`)).toMatchObject({ status: "success", summary: 4 });
  });
});

describe("the same file", () => {
  test("DEC6 FU8 E6 twice in a data source changes nothing", async () => {
    const { rsid, source } = await emptySource();
    const first = await source.load(ROWS);
    const second = await source.load(ROWS, { filename: "other-name.txt" });
    expect(second).toEqual({
      jobId: second.jobId,
      filename: "other-name.txt",
      status: "success",
      duplicateOf: first.jobId,
      rowsRead: 0,
      linkedByTransaction: 0,
      linkedByCustomer: 0,
      unlinked: 0,
      summary: 0,
      rejected: 0,
      unlinkedReasons: {},
      rejectedRows: [],
    });
    expect(await sums(rsid)).toEqual(LOADED);
    await expect(server.api(undoUpload, { params: { jobId: second.jobId } })).rejects.toMatchObject({ kind: "conflict" });
  });
  test("FU8 sent twice at once loads once", async () => {
    const { rsid, source } = await emptySource();
    const jobs = await Promise.all([source.send(ROWS), source.send(ROWS), source.send(ROWS)]);
    const receipts = await Promise.all(jobs.map((job) => source.ended(job)));
    expect(receipts.filter((receipt) => receipt.duplicateOf === undefined)).toHaveLength(1);
    expect(await sums(rsid)).toEqual(LOADED);
  });
  test("FU8 loads again by force", async () => {
    const { rsid, source } = await emptySource();
    await source.load(ROWS);
    expect(await source.load(ROWS, { force: true })).toMatchObject({ status: "success", rowsRead: 2, summary: 2 });
    expect(await sums(rsid)).toEqual({ rows: 4, orders: 6, revenue: 61 });
  });
  test("FU8 loads in another data source, after a failure and after an undo", async () => {
    const { rsid, source } = await emptySource();
    const first = await source.load(ROWS);
    const other = await newSource(server, { rsid, type: "summary" });
    expect(await other.load(ROWS)).toMatchObject({ rowsRead: 2 });
    await server.api(undoUpload, { params: { jobId: first.jobId } });
    expect(await source.load(ROWS)).toMatchObject({ status: "success", rowsRead: 2 });
    expect(await sums(rsid)).toEqual({ rows: 4, orders: 6, revenue: 61 });
    expect((await source.load("Foo\n1\n")).status).toBe("failure");
    const again = await source.load("Foo\n1\n");
    expect(again.status).toBe("failure");
    expect(again.duplicateOf).toBeUndefined();
  });
});

describe("undo", () => {
  test("DEC6 FU9 takes the rows out and keeps the receipt and the rejected lines; repeated it changes nothing", async () => {
    const { rsid, source } = await emptySource();
    const before = await source.load(lines("Date\tOrders\tPrice", "03/01/2026\t5\t50"));
    const receipt = await source.load(`${ROWS}03/01/2026\tspring\tx\t1\n`);
    expect(receipt).toMatchObject({ rowsRead: 3, summary: 2, rejected: 1 });
    clock.advance(1000);
    const undone = await server.api(undoUpload, { params: { jobId: receipt.jobId } });
    expect(undone).toEqual({ ...receipt, status: "deleted", undoneAt: clock.now().toISOString() });
    expect(await sums(rsid)).toEqual({ rows: 1, orders: 5, revenue: 50 });
    clock.advance(1000);
    expect(await server.api(undoUpload, { params: { jobId: receipt.jobId } })).toEqual(undone);
    expect(await source.receipt(receipt.jobId)).toEqual(undone);
    expect((await rejectedFile(receipt.jobId)).body).toBe("Date\tTracking Code\tOrders\tPrice\n03/01/2026\tspring\tx\t1\n");
    expect(await source.receipt(before.jobId)).toEqual(before);
  });
  test("of a file that failed is refused with a reason", async () => {
    const { source } = await emptySource();
    const { jobId } = await source.load("Foo\n1\n");
    await expect(server.api(undoUpload, { params: { jobId } })).rejects.toMatchObject({ kind: "conflict" });
  });
  test("FU9 of the same upload by many callers at once removes it once", async () => {
    const { rsid, source } = await emptySource();
    const { jobId } = await source.load(ROWS);
    const answers = await Promise.all(Array.from({ length: 12 }, () => server.api(undoUpload, { params: { jobId } })));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await sums(rsid)).toEqual(NOTHING);
  });
});

describe("rejected rows", () => {
  test("DEC5 E1 are given back as they were, corrected and sent again", async () => {
    const { rsid, source } = await emptySource();
    const receipt = await source.load(
      lines("# template", "Price\tDate\tEvar 1", "1\t03/01/2026\ta", "", "1,500\t03/01/2026\tb ", "# between", "2\t03/04/2026\tc;d", "3\t03/01/2026"),
    );
    expect(receipt).toMatchObject({
      rowsRead: 4,
      summary: 1,
      rejected: 3,
      rejectedRows: [
        { line: 5, column: "Price", value: "1,500", code: "metric.ambiguous" },
        { line: 7, column: "Date", value: "03/04/2026", code: "date.future" },
        { line: 8, column: null, value: "2", code: "row.cells" },
      ],
    });
    const file = await rejectedFile(receipt.jobId);
    expect(file.headers["content-disposition"]).toContain(`rejected-${receipt.jobId}.txt`);
    const rows = file.body.replaceAll(/^# Line 7, (?:Date|Evar 1): .*\n/gm, "");
    expect(rows).toBe("Price\tDate\tEvar 1\n1,500\t03/01/2026\tb \n2\t03/04/2026\tc;d\n3\t03/01/2026\n");
    const mended = file.body
      .replace("1,500", "1.5")
      .replace("03/04/2026", "03/01/2026")
      .replace("c;d", "c")
      .replace(/3\t03\/01\/2026\n$/, "3\t03/01/2026\td\n");
    expect(await source.load(mended)).toMatchObject({ rowsRead: 3, summary: 3, rejected: 0 });
    expect(await sums(rsid)).toEqual({ rows: 4, orders: 0, revenue: 7.5 });
  });
  test("E1 beyond the first hundred are in the file only", async () => {
    const { source } = await emptySource();
    const receipt = await source.load(lines("Date\tPrice", ...Array.from({ length: 25_000 }, (_, i) => `03/01/2026\tx${i}`)));
    expect(receipt).toMatchObject({ status: "success", rowsRead: 25_000, rejected: 25_000 });
    expect(receipt.rejectedRows).toHaveLength(100);
    expect((await rejectedFile(receipt.jobId)).body.split("\n")).toHaveLength(25_002);
  });
  test("of a file that could not be read do not exist", async () => {
    const { source } = await emptySource();
    const { jobId } = await source.load("Foo\n1\n");
    expect((await rejectedFile(jobId)).statusCode).toBe(409);
  });
});

describe("strict mode", () => {
  test("DEC5 E5 refuses the whole file for one fault, and hands the whole file back", async () => {
    const { rsid, source } = await emptySource("strict");
    const file = lines("Date\tEvar 1\tPrice", "03/01/2026\ta\t1", "03/01/2026\t\t2", "03/01/2026\tb\t");
    const receipt = await source.load(file);
    expect(receipt).toMatchObject({
      status: "failure",
      error: { code: "file.strict" },
      rowsRead: 3,
      rejected: 3,
      summary: 0,
      rejectedRows: [
        { line: 3, code: "row.no_dimension" },
        { line: 4, code: "row.no_metric" },
      ],
    });
    expect(await sums(rsid)).toEqual(NOTHING);
    expect((await rejectedFile(receipt.jobId)).body).toBe(file);
    expect(await source.load(file.replace("\t\t2", "\tc\t2").replace("\tb\t\n", "\tb\t3\n"))).toMatchObject({ status: "success", rowsRead: 3, summary: 3 });
  });
});
