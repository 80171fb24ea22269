import { getReceipt, type Receipt } from "@rapport/contract/data-sources";
import { testClock } from "@rapport/testkit";
import { engineTime } from "@rapport/warehouse";
import fc from "fast-check";
import { readdir } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { newSuite, postFile, testServer, type TestServer } from "../testing/index.ts";
import { zipOf } from "./formats/zip.fixture.ts";
import { linkWaiting } from "./join/link-waiting.ts";
import { lines, newSource } from "./uploads.fixture.ts";

/** Sends a file and returns its receipt. */
const clock = testClock("2026-03-02T12:00:00Z");
const AnyParameters = z.object({ suite: z.string(), upload: z.number() });
const AnyRow = z.record(z.string(), z.unknown());
let server: TestServer;
let rsid: string;
beforeAll(async () => {
  server = await testServer({ clock });
  ({ rsid } = await newSuite(server));
});
afterAll(() => server.close());

async function load(file: string | Buffer): Promise<Receipt> {
  return await (await newSource(server, { rsid })).load(file);
}
async function failure(file: string | Buffer) {
  const { jobId: _, filename: __, status, error, ...counts } = await load(file);
  expect(counts).toEqual({
    rowsRead: 0,
    linkedByTransaction: 0,
    linkedByCustomer: 0,
    unlinked: 0,
    summary: 0,
    rejected: 0,
    unlinkedReasons: {},
    rejectedRows: [],
  });
  return { status, ...error };
}

function utf16(text: string, order: "le" | "be"): Buffer {
  const little = Buffer.from(`\uFEFF${text}`, "utf16le");
  return order === "le" ? little : little.swap16();
}

describe("a file with good, bad, late and unknown rows", () => {
  const MIXED = lines(
    "# Transaction ID template file (user: 0 ds_id: 7)",
    "# Date\tTransaction ID\tVisitor ID\teVar 1\tProduct\tOrders\tUnits\tRevenue",
    "Date\ttransactionID\tVisitorID\tEVAR 1\tProduct\tOrders\tQuantity\tPrice",
    "02/27/2026/10/30/00\tT-known\t\t\t\t-1\t-2\t-40",
    "2/28/2026\tT-late\t\tred\tboots\t1\t1\t12.50",
    "02/28/2026\tT-never\t\t\tsocks\t1\t1\t5",
    "02/28/2026\tT-old\t\t\t\t1\t\t7",
    "# a comment in the middle",
    "02/28/2026\t\tc-known\t\t\t1\t\t9",
    "02/28/2026\t\tc-unknown\t\t\t1\t\t9",
    "02/28/2026\t\t\tblue\t\t\t\t3.33",
    "",
    "02/30/2026\tT-known\t\t\t\t1\t\t1",
    "03/09/2026\tT-known\t\t\t\t1\t\t1",
    "02/28/2026\tT-known\t\tred;blue\t\t1\t\t1",
    "02/28/2026\tT-known\t\t\t\tone\t\t1",
    "02/28/2026\tT-known\t\t\t\t1",
    "02/28/2026\tA,B\t\t\t\t1\t\t1",
    "02/28/2026\tT-known\t\tonly words\t\t\t\t",
    "\tT-known\t\t\t\t1\t\t1",
  );
  const shown = ({ jobId: _, ...receipt }: Receipt) => `${JSON.stringify(receipt, null, 2)}\n`;

  test("DEC5 FA1 FA2 E1 LL1 has the receipt a person can act on, before and after the late hit", async () => {
    const suite = await newSuite(server);
    const source = await newSource(server, suite);
    await tell(suite.rsid, { id: "T-known", daysAgo: 5 });
    await tell(suite.rsid, { id: "T-old", daysAgo: 100 });
    const tried = await source.dryRun(MIXED, { filename: "mixed.txt" });
    const receipt = await source.load(MIXED, { filename: "mixed.txt" });
    expect({ ...tried, jobId: receipt.jobId }).toEqual(receipt);
    expect(await source.dryRun(MIXED, { filename: "mixed.txt" })).toMatchObject({ duplicateOf: receipt.jobId, rowsRead: 0 });
    const adds = receipt.linkedByTransaction + receipt.linkedByCustomer + receipt.unlinked + receipt.summary + receipt.rejected;
    expect(adds).toBe(receipt.rowsRead);
    await expect(shown(receipt)).toMatchFileSnapshot("__golden__/mixed.receipt.json");
    const rejected = await server.inject({ url: `/api/uploads/${receipt.jobId}/rejected`, headers: { authorization: `Bearer ${server.apiKey}` } });
    await expect(rejected.body).toMatchFileSnapshot("__golden__/mixed.rejected.txt");

    await tell(suite.rsid, { id: "T-late", daysAgo: 1 });
    await linkWaiting(server.deps, { suite: suite.rsid, transactionIds: ["T-late"] });
    await expect(shown(await server.api(getReceipt, { params: { jobId: receipt.jobId } }))).toMatchFileSnapshot("__golden__/mixed-late.receipt.json");
  });

  async function tell(suite: string, { id, daysAgo }: { id: string; daysAgo: number }): Promise<void> {
    const day = 86_400_000;
    const at = clock.now().getTime() - daysAgo * day;
    const transaction = {
      suite,
      transaction_id: id,
      recorded: 1,
      visitor_id: "vid:c-known",
      hit_at: engineTime(at),
      received_at: engineTime(at),
      processed_at: engineTime(at),
      expires_at: engineTime(at + 90 * day),
      snapshot: { evar1: "frozen" },
      range: 1,
    };
    const hit = {
      suite,
      visitor_id: "vid:c-known",
      at: engineTime(at),
      position: 1,
      source: 2,
      occurrences: 1,
      visit_number: 1,
      visit_start: engineTime(at),
      range: 1,
    };
    await server.deps.warehouse.insert({ table: "transactions_v1", ndjson: Buffer.from(JSON.stringify(transaction)), token: `${suite} ${id}` });
    await server.deps.warehouse.insert({ table: "hits_v1", ndjson: Buffer.from(JSON.stringify(hit)), token: `${suite} ${id}` });
  }
});

test("FU20 a dry run leaves nothing behind, nor does one whose process was killed once another runs", async () => {
  const source = await newSource(server, { rsid });
  const { upload: killed } = await server.deps.db.insertInto("dry_run").values({ began_at: clock.now() }).returning("upload").executeTakeFirstOrThrow();
  const left = JSON.stringify({ upload: killed, line: 2, text: "left" });
  await server.deps.warehouse.insert({ table: "rejected_rows_v1", ndjson: Buffer.from(left), token: `left ${killed}` });
  await server.deps.warehouse.insert({ table: "upload_lines_v1", ndjson: Buffer.from(left), token: `left ${killed}` });
  expect(await source.dryRun(lines("Date\tPrice", "03/01/2026\t1", "03/01/2026\tx"))).toMatchObject({
    status: "success",
    summary: 1,
    rejected: 1,
    rejectedRows: [{ line: 3 }],
  });
  const count = (table: string) => ({
    name: "testLeft",
    text: `SELECT count() AS rows FROM ${table} WHERE upload >= {upload:UInt32}`,
    params: z.object({ upload: z.number() }),
    row: z.object({ rows: z.coerce.number() }),
  });
  for (const table of ["upload_lines_v1", "upload_rows_v1", "rejected_rows_v1", "file_rows_v1", "hits_v1"])
    expect(await server.deps.warehouse.rows(count(table), { upload: killed }), table).toEqual([{ rows: 0 }]);
  expect(await server.deps.db.selectFrom("dry_run").selectAll().execute()).toEqual([]);
  expect((await readdir(`${server.deps.dataDir}/uploads`)).filter((name) => name.endsWith(".part"))).toEqual([]);
});

describe("a file that cannot be read", () => {
  test.each([
    ["A36 FF24 an unknown header", "Date\tFoo\n03/01/2026\t1\n", "header.unknown", "Foo"],
    ["A35 FF5 a header without its space", "Date\teVar1\tPrice\n", "header.unknown", "Evar 1"],
    ["a header twice", "Date\tPrice\tPRICE\n", "header.duplicate", "twice"],
    ["FF24 no Date column", "Evar 1\tPrice\na\t1\n", "header.no_date", "Date"],
    ["FF1 commas for tabs", "Date,Price\n03/01/2026,1\n", "header.unknown", "tabs"],
    ["an empty file", "", "file.empty", "header"],
    ["a byte order mark only", Buffer.from([0xef, 0xbb, 0xbf]), "file.empty", "header"],
    ["comments only", "# nothing\n\n", "file.empty", "header"],
    ["FF24 no rows", "Date\tPrice\n# none\n\n", "file.no_rows", "no rows"],
    ["a huge header", `Date\t${"Evar 1 ".repeat(20_000)}\n1/1/2026\t1\n`, "header.too_long", "too long"],
    [
      "A64 FF20 a byte that is no UTF-8",
      Buffer.from([...Buffer.from("Date\tEvar 1\tPrice\n1/1/2026\tcaf"), 0xe9, ...Buffer.from("\t1\n")]),
      "file.encoding",
      "Byte 31",
    ],
    ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d]), "file.encoding", "Byte 1 "],
    ["an old workbook (.xls)", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), "file.not_text", "Text (Tab delimited)"],
    ["FF28 a gzip that was cut off", gzipSync("Date\tPrice\n03/01/2026\t1\n").subarray(0, 20), "file.packed", "cut off"],
    ["zeros", Buffer.alloc(1000), "header.unknown", "\\u0000"],
    ["UTF-16 without its mark", Buffer.from("Date\tPrice\n1/1/2026\t1\n", "utf16le"), "header.unknown", "not supported"],
    ["half a UTF-16 character", Buffer.concat([utf16("Date\tPrice\n1/1/2026\t1\n", "le"), Buffer.from([65])]), "file.encoding", "Byte 47"],
    ["one endless line", Buffer.alloc(20_000_000, "x"), "file.line_too_long", "Line 1"],
  ])("%s", async (_name, file, code, words) => {
    const failed = await failure(file);
    expect(failed).toMatchObject({ status: "failure", code });
    expect(failed.message).toContain(words);
  });
  test("A43 FF18 rows of 91 days; of 90 it can", async () => {
    const file = (days: number) =>
      lines(
        "Date\tPrice",
        ...Array.from(
          { length: days },
          (_, i) => `${new Date(clock.now().getTime() - (i + 1) * 86_400_000).toISOString().replace(/(\d+)-(\d+)-(\d+)T.*/, "$2/$3/$1")}\t1`,
        ),
      );
    expect(await load(file(90))).toMatchObject({ status: "success", summary: 90 });
    expect(await failure(file(91))).toMatchObject({ code: "file.too_many_days", message: expect.stringContaining("91") as string });
    // The days of rejected rows do not count.
    expect(await load(`${file(90)}13/99/2026\t1\n03/20/2026\t1\n`)).toMatchObject({ status: "success", summary: 90, rejected: 2 });
  });
});

describe("FF28 a packed file", () => {
  const FILE = lines("Date\tEvar 1\tPrice", "03/01/2026\tred\t1.5", "03/01/2026\tblue\tbad");
  test("is read like the text inside, as a gzip and as a zip of one file, and is known when its rows come again", async () => {
    const source = await newSource(server, { rsid });
    const plain = await source.load(FILE);
    expect(plain).toMatchObject({ rowsRead: 2, summary: 1, rejected: 1 });
    expect(await source.load(gzipSync(FILE), { filename: "rows.txt.gz" })).toMatchObject({ duplicateOf: plain.jobId, sameRows: true });
    const { jobId: _, filename: __, ...counts } = plain;
    expect(await (await newSource(server, { rsid })).load(await zipOf({ "rows.txt": FILE }))).toMatchObject(counts);
    expect(await (await newSource(server, { rsid })).load(gzipSync(Buffer.from(`\uFEFF${FILE}`, "utf16le")))).toMatchObject(counts);
  });
  test("that is a workbook says what to save it as", async () => {
    expect(await failure(await zipOf({ "[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>" }))).toMatchObject({ code: "file.not_text" });
  });
});

describe("a file is read", () => {
  const TEXT = 'Date\tEvar 1\tPrice\r\n03/01/2026\tété 😀 日本\t1.5\r\n02/28/2026\t"quoted" \\N \\t\t2';
  test.each([
    ["FF20 UTF-8", Buffer.from(TEXT)],
    ["FF20 UTF-8 with its mark", Buffer.from(`\uFEFF${TEXT}`)],
    ["FF20 UTF-16, little end first", utf16(TEXT, "le")],
    ["FF20 UTF-16, big end first", utf16(TEXT, "be")],
    ["UTF-16 with line feeds", utf16(TEXT.replaceAll("\r\n", "\n"), "le")],
  ])("%s is understood", async (_name, file) => {
    const receipt = await load(file);
    expect(receipt).toMatchObject({ status: "success", rowsRead: 2, summary: 2 });
    const query = {
      name: "testValues",
      text: "SELECT toString(dims.evar1) AS value, line FROM hits_v1 WHERE suite = {suite:String} AND upload = {upload:UInt32} ORDER BY line",
      params: AnyParameters,
      row: AnyRow,
    };
    expect(await server.deps.warehouse.rows(query, { suite: rsid, upload: receipt.jobId })).toEqual([
      { line: 2, value: "été 😀 日本" },
      { line: 3, value: '"quoted" \\N \\t' },
    ]);
  });
  test("FF25 with its physical line numbers across parts of many megabytes", async () => {
    const filler = "x".repeat(900);
    const rows = Array.from({ length: 40_000 }, (_, i) =>
      i % 10_000 === 9_999 ? `03/01/2026\t${i}\tbad` : i % 97 === 0 ? `# ${filler}` : `03/01/2026\té${i} ${filler}\t1`,
    );
    const receipt = await load(lines("# first", "Date\tEvar 1\tPrice", ...rows));
    expect(receipt.rejectedRows.map(({ line }) => line)).toEqual([10_002, 20_002, 30_002, 40_002]);
    const comments = rows.filter((row) => row.startsWith("#")).length;
    expect(receipt).toMatchObject({ rowsRead: 40_000 - comments, summary: 40_000 - comments - 4, rejected: 4 });
    const query = {
      name: "testLines",
      text: "SELECT toString(dims.evar1) AS value FROM hits_v1 WHERE suite = {suite:String} AND upload = {upload:UInt32} AND line = 35000",
      params: AnyParameters,
      row: AnyRow,
    };
    expect(await server.deps.warehouse.rows(query, { suite: rsid, upload: receipt.jobId })).toEqual([{ value: `é34997 ${filler}`.slice(0, 254) }]);
  }, 60_000);
  test("E6 FA1 FU20 whatever 40 random files hold, each ends as its dry run said, its counts add up, and its rejected lines can be had", async () => {
    const source = await newSource(server, { rsid });
    const word = fc.oneof(
      fc.constantFrom("Date", "\tEvar 1", "\tPrice", "\n", "\n", "03/01/2026", "\t", "\t1", "\r\n", "#", ";", "\t-2.5"),
      fc.string({ unit: "grapheme", maxLength: 5 }),
    );
    const file = fc
      .tuple(fc.constantFrom("Date\tEvar 1\tPrice\n", "", "# x\nPrice\tDate\n"), fc.array(word, { maxLength: 60 }))
      .map(([header, words]) => header + words.join(""));
    for (const text of fc.sample(file, { numRuns: 40, seed: 7 })) {
      const tried = await source.dryRun(text, { force: true });
      const receipt = await source.load(text, { force: true });
      expect({ ...tried, jobId: receipt.jobId }, JSON.stringify(text)).toEqual(receipt);
      expect(receipt.rowsRead, JSON.stringify(text)).toBe(
        receipt.linkedByTransaction + receipt.linkedByCustomer + receipt.unlinked + receipt.summary + receipt.rejected,
      );
      expect(["success", "failure"]).toContain(receipt.status);
    }
  }, 240_000);
});

describe("an upload is refused for", () => {
  const door = async () => `/api/rapport/datasources/job/${rsid}/${(await newSource(server, { rsid })).id}`;
  const send = async (payload: string | Buffer, type = "multipart/form-data; boundary=b") => {
    const answer = await server.inject({
      method: "POST",
      url: await door(),
      headers: { authorization: `Bearer ${server.apiKey}`, "content-type": type },
      payload,
    });
    return { ...answer.json<{ detail: string; code: string }>(), status: answer.statusCode, contentType: answer.headers["content-type"] };
  };
  const part = (name: string, text: string) => `--b\r\nContent-Disposition: form-data; name="${name}"; filename="a.txt"\r\n\r\n${text}\r\n`;
  test.each([
    ["no part at all", "--b--\r\n", 400],
    ["another part", `${part("data", "x")}--b--\r\n`, 400],
    ["two files", `${part("file", "Date\tPrice\n1/1/2026\t1\n")}${part("file", "y")}--b--\r\n`, 400],
    ["a body that ends early", part("file", "Date\tPrice\n"), 400],
    [
      "a part with a huge header",
      `--b\r\nX-Long: ${"x".repeat(200_000)}\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nx\r\n--b--\r\n`,
      400,
    ],
    ["noise", Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256)), 400],
  ])("%s", async (_name, payload, status) => {
    const answer = await send(payload);
    expect(answer).toMatchObject({ status, contentType: "application/problem+json; charset=utf-8" });
    expect(answer.detail).toMatch(/\w+ .*\.$/);
  });
  test("a body of another type, and leaves no file and no job behind", async () => {
    expect(await send("Date\tPrice\n", "text/plain")).toMatchObject({ status: 415 });
    expect((await postFile(server, { path: `/api/rapport/datasources/job/${rsid}/999999`, file: "x", filename: "a" })).statusCode).toBe(404);
    expect((await postFile(server, { path: "/api/rapport/datasources/job/none/1", file: "x", filename: "a" })).statusCode).toBe(404);
    expect((await readdir(`${server.deps.dataDir}/uploads`)).filter((name) => name.endsWith(".part"))).toEqual([]);
  });
});

test("a job and a rejected row without stored parameters are shown as they were", async () => {
  const { jobId } = await load("Date\tPrice\tEvar 1\n01/01/2026\t1\n");
  await server.deps.db
    .updateTable("upload")
    .set({ error_code: "header.unknown", error_params: null, error_message: "The column was not known then." })
    .where("id", "=", jobId)
    .execute();
  await server.deps.warehouse.run(
    {
      name: "rejectedBefore",
      text: "ALTER TABLE rejected_rows_v1 UPDATE params = '', value = '2 of 3 cells' WHERE upload = {upload:UInt32} SETTINGS mutations_sync = 2",
      params: z.object({ upload: z.number() }),
      row: z.never(),
    },
    { upload: jobId },
  );
  const receipt = await server.api(getReceipt, { params: { jobId } });
  expect(receipt.error).toEqual({ code: "header.unknown", params: {}, message: "The column was not known then." });
  expect(receipt.rejectedRows).toMatchObject([
    {
      value: "2 of 3 cells",
      code: "row.cells",
      params: { found: null, expected: null },
      message: expect.stringMatching(/^The row has another number of cells than the header/) as string,
    },
  ]);
});
