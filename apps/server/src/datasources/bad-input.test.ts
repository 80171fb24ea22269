import { listJobs, type Receipt } from "@rapport/contract/data-sources";
import { testClock } from "@rapport/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { endedJob, newSuite, sendHits, testServer, type TestServer } from "../testing/index.ts";
import { openContent, type Content } from "./formats/open-content.ts";
import { stageLines } from "./load/stage-lines.ts";
import { lines, newSource } from "./uploads.fixture.ts";
import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Files as no program should write them: each is refused or judged row by row, with code, place and words, and hits go on being accepted. */
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ clock: testClock("2026-04-02T12:00:00Z"), schedules: false });
});
afterAll(() => server.close());

const source = async () => await newSource(server, { ...(await newSuite(server, { timeZone: "UTC", currency: "EUR" })), type: "summary" });
const faults = ({ rejectedRows }: Receipt) => rejectedRows.map(({ line, column, code, value }) => [line, column, code, value]);

const HEADER = "Date\tEvar 1\tPrice";

test("FF25 D7 byte order marks amid a file, as joined files have them, are no part of a date, a value or an amount; a header that comes again is a wrong row", async () => {
  const again = await (
    await source()
  ).load(lines(HEADER, "03/01/2026\ta\t1", `\ufeff${HEADER}`, "\ufeff03/01/2026\tb\t2", HEADER, "03/01/2026\t\ufeffc\t3", "03/01/2026\td\t\ufeff4"));
  expect(again).toMatchObject({ status: "success", rowsRead: 6, summary: 4, rejected: 2 });
  expect(faults(again)).toEqual([
    [3, "Date", "date.format", "Date"],
    [5, "Date", "date.format", "Date"],
  ]);
});

test("FF25 FA1 bytes of zero neither end a row nor make one; what they break is rejected at its place", async () => {
  const file = lines(HEADER, "03/01/2026\ta\0b\t1", "03/01\0/2026\tb\t2", "03/01/2026\tc\t3\0", "03/01/2026\td\t4\x005", "\0\0\0", "03/01/2026\te\t6");
  const receipt = await (await source()).load(file);
  expect(receipt).toMatchObject({ rowsRead: 6, summary: 3, rejected: 3 });
  expect(faults(receipt).map(([line, column, code]) => [line, column, code])).toEqual([
    [3, "Date", "date.format"],
    [5, "Price", "metric.not_a_number"],
    [6, null, "row.cells"],
  ]);
});

test("FF25 D12 a quote that is open at the end of a line takes no other line into its row", async () => {
  const receipt = await (
    await source()
  ).load(lines(HEADER, '03/01/2026\t"two', 'lines"\t1', '03/01/2026\t"a ""b"" c"\t2', '03/01/2026\t"open\t3', '"03/01/2026\tx\t1"'));
  expect(receipt).toMatchObject({ rowsRead: 5, summary: 2, rejected: 3 });
  expect(faults(receipt).map(([line, column, code]) => [line, column, code])).toEqual([
    [2, null, "row.cells"],
    [3, null, "row.cells"],
    [6, "Date", "date.format"],
  ]);
});

test("FF12 FF25 dates of several formats in one file, and the numbers that a spreadsheet has for days, are each judged in their row", async () => {
  const dates = ["03/01/2026", "2026-03-01", "01.03.2026", "46082", "46082.5", "1 March 2026", "20260301", "31/12/2025", "02/30/2026", "03/01/26"];
  const receipt = await (await source()).load(lines(HEADER, ...dates.map((date, n) => `${date}\tv${n}\t1`)));
  expect(receipt).toMatchObject({ rowsRead: 10, summary: 1, rejected: 9 });
  expect(faults(receipt).map(([line, column, , value]) => [line, column, value])).toEqual(dates.slice(1).map((date, n) => [n + 3, "Date", date]));
  for (const { code, message } of receipt.rejectedRows) expect([code, message.length > 20]).toEqual([expect.stringMatching(/^date\./), true]);
});

test("VA2 FF23 1.234,56 is read; words, exponents too large and other scripts' digits are no amounts, and none is read as zero", async () => {
  const amounts = ["1.234,56", "10 USD", "USD 10", "EUR 5", "$€1", "१२३", "0x10", "NaN", "∞", "--5", "1.234.56"];
  const { rsid, load } = await source();
  const receipt = await load(lines(HEADER, ...amounts.map((amount, n) => `03/01/2026\tv${n}\t${amount}`)));
  expect(receipt).toMatchObject({ rowsRead: amounts.length, summary: 1, rejected: amounts.length - 1 });
  expect(faults(receipt).map(([line, column, , value]) => [line, column, value])).toEqual(amounts.slice(1).map((amount, n) => [n + 3, "Price", amount]));
  // Hits are accepted as before.
  await sendHits(server, rsid as never, { at: "2026-03-01T10:00:00Z", vid: "c1", pageName: "p" });
});

test("FF8 FF24 10,000 columns are refused by their header; a row of as many cells is a wrong row; all columns that there are, are read", async () => {
  const wide = Array.from({ length: 10_000 }, (_, n) => `Evar ${n + 1}`);
  expect(await (await source()).load(lines(["Date", ...wide].join("\t"), "03/01/2026"))).toMatchObject({
    status: "failure",
    error: { code: "header.too_long" },
    rowsRead: 0,
  });
  const cells = await (await source()).load(lines(HEADER, `03/01/2026${"\t".repeat(9_999)}`, `03/01/2026\ta\t1${"\tx".repeat(2_000)}`, "03/01/2026\ta\t1"));
  expect(cells).toMatchObject({ rowsRead: 3, summary: 1, rejected: 2 });
  expect(faults(cells).map(([line, , code]) => [line, code])).toEqual([
    [2, "row.too_long"],
    [3, "row.cells"],
  ]);
  const all = [...Array.from({ length: 250 }, (_, n) => `Evar ${n + 1}`), ...Array.from({ length: 1_000 }, (_, n) => `Event ${n + 1}`)];
  expect(await (await source()).load(lines(["Date", ...all].join("\t"), `03/01/2026${"\t1".repeat(all.length)}`))).toMatchObject({ rowsRead: 1, summary: 1 });
});

test("FF9 a line of 4 GB ends the file after its first megabytes, with memory flat", async () => {
  const piece = Buffer.alloc(1_000_000, "x");
  let given = 0;
  async function* endless(): Content {
    yield Buffer.from(`${HEADER}\n03/01/2026\t`);
    for (; given < 4_294; given += 1) yield piece;
  }
  const before = process.memoryUsage().rss;
  const staged = await stageLines({ insert: async () => undefined }, { content: endless(), upload: 1, token: "endless" });
  expect(staged).toMatchObject({ kind: "failure", failure: { code: "file.line_too_long", params: { line: 2 } } });
  expect(given).toBeLessThan(40);
  expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
});

test("a file that grows while it is read has whole lines only, each as it was written", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rapport-grows-"));
  const path = join(folder, "grows.txt");
  const row = "03/01/2026\tvalue\t1\n";
  writeFileSync(path, `${HEADER}\n${row.repeat(500_000)}`);
  let text = "";
  let pieces = 0;
  for await (const piece of openContent(path, { maxBytes: 1_000_000_000, maxRatio: 200 })) {
    text += piece.toString();
    if ((pieces += 1) % 20 === 0 && pieces < 200) appendFileSync(path, row);
  }
  expect(text.startsWith(`${HEADER}\n`) && text.endsWith(row)).toBe(true);
  expect(
    text
      .split("\n")
      .slice(1, -1)
      .every((line) => `${line}\n` === row),
  ).toBe(true);
  rmSync(folder, { recursive: true });
});

test.each([
  ["../../etc/passwd", "passwd"],
  ["..\\..\\boot.ini", "boot.ini"],
  ["/etc/shadow", "shadow"],
  ["C:\\a\\b.txt", "b.txt"],
])("a file named %j has its last part as a name, and is kept by its number", async (filename, shown) => {
  const { rsid, id, send } = await source();
  const jobId = await send(lines(HEADER, "03/01/2026\ta\t1"), { filename });
  await endedJob(server, jobId);
  const { jobs } = await server.api(listJobs, { params: { company: "rapport", rsid: rsid as never, dataSourceId: id }, query: {} });
  expect(jobs).toMatchObject([{ job_id: jobId, filename: shown, status: "success" }]);
  expect(readdirSync(join(server.deps.dataDir, "uploads")).filter((name) => name.includes(shown))).toEqual([]);
});
