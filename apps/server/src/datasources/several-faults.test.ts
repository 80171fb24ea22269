import { getMapping, listUploadRows, previewMapping, saveMapping, type FaultOfRow, type FileMapping, type RejectedRow } from "@rapport/contract/data-sources";
import { ROW_RULES } from "@rapport/domain";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
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

/** Each fault of a row as its column and its code, the first one first. */
function told({ further = [], ...first }: Omit<RejectedRow, "line">): string[] {
  return [first, ...further].map(({ column, code }: FaultOfRow) => `${column ?? "row"} ${code}`);
}
async function toMend(jobId: number) {
  return (await server.inject({ url: `/api/uploads/${jobId}/rejected`, headers: { authorization: `Bearer ${server.apiKey}` } })).body;
}
async function stored(jobId: number) {
  const text = "SELECT toInt64(count()) AS rows FROM further_faults_v1 WHERE upload = {upload:UInt32}";
  const query = { name: "testFurther", text, params: z.object({ upload: z.number() }), row: z.object({ rows: z.coerce.number() }) };
  return (await server.deps.warehouse.rows(query, { upload: jobId }))[0]?.rows;
}
const HEADER = "Date\ttransactionID\tTracking Code\tOrders\tPrice";

test("FF32 a row tells all of its faults in the receipt, in a dry run, at the row and in the file to mend, and is counted once, for its first", async () => {
  const { rsid } = await newSuite(server);
  const source = await newSource(server, { rsid });
  const file = lines(
    HEADER,
    `${daysAgo(2)}\tT1\tspring\t1\t5`,
    "13/41/2026\tA,B\tred;blue\tone\tfive",
    `${daysAgo(2)}\tT1\tspring\tx\t5`,
    "99/99/2026\tx;y",
    `${daysAgo(2)}\tA;B\t\t\t`,
    `${daysAgo(2)}\tT1\tspring;\t1\t-5`,
  );
  const tried = await source.dryRun(file);
  const receipt = await source.load(file);
  expect({ ...tried, jobId: receipt.jobId }).toEqual(receipt);
  expect(receipt).toMatchObject({ status: "success", rowsRead: 6, unlinked: 1, rejected: 5 });
  const expected = [
    ["Date date.format", "transactionID transactionid.several", "Tracking Code dimension.semicolon", "Orders metric.not_a_number", "Price metric.not_a_number"],
    ["Orders metric.not_a_number"],
    ["row row.cells"],
    ["transactionID dimension.semicolon", "row row.no_metric"],
    ["Tracking Code dimension.semicolon", "row row.signs"],
  ];
  expect(receipt.rejectedRows.map(told)).toEqual(expected);
  const [first] = receipt.rejectedRows;
  expect(first?.params).toEqual({ fault: "month", month: 13 });
  expect(first?.further?.map(({ value }) => value)).toEqual(["A,B", "red;blue", "one", "five"]);
  expect(first?.further?.[1]?.message).toBe("A dimension cannot hold a semicolon. Replace it.");
  expect(receipt.rejectedRows[1]).not.toHaveProperty("further");
  const { rows, counts } = await server.api(listUploadRows, { params: { jobId: receipt.jobId }, query: { fate: "rejected" } });
  expect(rows.map(({ line, fault }) => ({ line, ...fault }))).toEqual(receipt.rejectedRows);
  expect(counts?.filter(({ fate }) => fate === "rejected").reduce((sum, count) => sum + count.rows, 0)).toBe(5);

  const body = await toMend(receipt.jobId);
  expect(body.split("\n").filter((line) => !line.startsWith("#"))).toEqual([HEADER, ...file.split("\n").slice(2)]);
  expect(body).toContain("# Line 3, Price: Not a number of at most 14 digits before its decimals.");
  expect(body.split("\n").filter((line) => line.startsWith("#"))).toHaveLength(5 + 2 + 2);
  // The comments are no rows when the file is sent again.
  expect(await source.load(body, { force: true })).toMatchObject({ rowsRead: 5, rejected: 5, comments: { likeRows: 0 } });
});

test("FF32 a source whose rows may begin with # gets its rejected rows without comments", async () => {
  const { rsid } = await newSuite(server);
  const source = await newSource(server, { rsid, hash_lines: "rows" });
  const { jobId, rejectedRows } = await source.load(lines("Date\tTracking Code\tPrice", "x\ta;b\t1", `${daysAgo(1)}\tspring\t2`));
  expect(rejectedRows.map(told)).toEqual([["Date date.format", "Tracking Code dimension.semicolon"]]);
  expect(await toMend(jobId)).toBe("Date\tTracking Code\tPrice\nx\ta;b\t1\n");
});

test("FF32 a row that is dated before its order tells its other faults too, and a strict file tells those of each row", async () => {
  const { rsid } = await newSuite(server);
  await hits(server, rsid, { vid: "c1", events: "purchase", products: ";Boot;1;50", xact: "T1", ts: minutesAgo(3 * 24 * 60) });
  const source = await newSource(server, { rsid, early_rows: "reject", mode: "strict" });
  const file = lines(
    HEADER,
    `${daysAgo(9)}\tT1\tspring\t1\tfive`,
    `${daysAgo(9)}\tT1\tspring\t1\t5`,
    "13/13/2026\tT1\ta;b\t1\t5",
    `${daysAgo(1)}\tT1\ta\t1\t5`,
  );
  const receipt = await source.load(file);
  expect(receipt).toMatchObject({ status: "failure", rejected: 4 });
  expect(receipt.rejectedRows.map(told)).toEqual([
    ["Price metric.not_a_number", "Date date.before_order"],
    ["Date date.before_order"],
    ["Date date.format", "Tracking Code dimension.semicolon"],
  ]);
  expect(await stored(receipt.jobId)).toBe(2);
});

const MAPPING: FileMapping = {
  delimiter: "semicolon",
  encoding: "auto",
  sheet: "",
  skippedLines: 0,
  dates: "DD-MM-YYYY",
  decimals: "comma",
  columns: [
    { from: "Bon", to: "transactionID", turned: false },
    { from: "Datum", to: "Date", turned: false },
    { from: "Bedrag", to: "Price", turned: false },
    { from: "Artikel", to: "Product", turned: false },
  ],
  constants: [{ to: "Orders", value: "1" }],
  others: "refuse",
};

test("FF32 of a mapped row the faults of the mapping and of the source's own reading stand together, each cell with one, also in the preview", async () => {
  const { rsid } = await newSuite(server);
  const source = await newSource(server, { rsid });
  const params = { rsid, dataSourceId: source.id };
  await server.api(saveMapping, { params, body: { mapping: MAPPING, version: (await server.api(getMapping, { params })).version } });
  const csv = lines("Bon;Datum;Bedrag;Artikel", '"A,B";03/31/2026;1.2,3;"a;b"', "T1;01-04-2026;1,5;hat", 'T1;01-04-2026;five;"a;b"', "T1;x;1");
  const receipt = await source.load(csv);
  expect(receipt).toMatchObject({ rowsRead: 4, rejected: 3 });
  const expected = [
    ["Date date.not_as_mapped", "transactionID transactionid.several", "Price metric.not_as_mapped", "Product dimension.semicolon"],
    ["Price metric.not_a_number", "Product dimension.semicolon"],
    ["row row.cells"],
  ];
  expect(receipt.rejectedRows.map(told)).toEqual(expected);
  expect(receipt.rejectedRows[0]?.further?.map(({ value }) => value)).toEqual(["A,B", "1.2,3", "a;b"]);
  const preview = await server.api(previewMapping, { params, body: { sample: Buffer.from(csv).toString("base64"), isWhole: true, mapping: MAPPING } });
  expect(preview.rows.flatMap(({ fault }) => (fault === null ? [] : [told(fault)]))).toEqual(expected);
});

test("FF32 a line that is too long tells its other faults too, also a date before its order, unless nobody knows its cells", async () => {
  const { rsid } = await newSuite(server);
  await hits(server, rsid, { vid: "c1", events: "purchase", products: ";Boot;1;50", xact: "T1", ts: minutesAgo(3 * 24 * 60) });
  const source = await newSource(server, { rsid, early_rows: "reject" });
  const long = "x".repeat(ROW_RULES.maxBytes);
  const { rejectedRows } = await source.load(
    lines(
      HEADER,
      `${daysAgo(9)}\tT1\t${long}\t1\tfive`,
      `${daysAgo(9)}\tT1\t${long}\t1`,
      `13/41/2026\tT1\t${long}\t1\t5`,
      `${daysAgo(1)}\tT1\t${long}\t1\t5`,
      `01/01/1970\tT1\t${long}\t1\t5`,
    ),
  );
  expect(rejectedRows.map(told)).toEqual([
    ["row row.too_long", "Date date.before_order", "Price metric.not_a_number"],
    ["row row.too_long", "row row.cells"],
    ["row row.too_long", "Date date.format"],
    ["row row.too_long"],
    ["row row.too_long", "Date date.before_order"],
  ]);
});

test("FF32 a row tells a hundred faults at most, whatever finds them, and the file to mend of many rows has each line once", async () => {
  const { rsid } = await newSuite(server);
  await hits(server, rsid, { vid: "c1", events: "purchase", products: ";Boot;1;50", xact: "T1", ts: minutesAgo(3 * 24 * 60) });
  const source = await newSource(server, { rsid, early_rows: "reject" });
  const columns = Array.from({ length: 120 }, (_, n) => `Evar ${n + 1}`);
  const faulty = `${daysAgo(9)}\tT1\t1\t${columns.map(() => "a;b").join("\t")}`;
  const few = Array.from({ length: 1_200 }, (_, n) => `${daysAgo(1)}\tT1\tx${n}\ta;b${"\t".repeat(119)}`);
  const { jobId, rejectedRows } = await source.load(lines(`Date\ttransactionID\tPrice\t${columns.join("\t")}`, faulty, ...few));
  const [first] = rejectedRows;
  expect(told(first!)).toEqual([
    "Evar 1 dimension.semicolon",
    "Date date.before_order",
    ...columns.slice(1, 99).map((column) => `${column} dimension.semicolon`),
  ]);
  const body = (await toMend(jobId)).split("\n");
  expect(body.filter((line) => !line.startsWith("#")).slice(1, -1)).toEqual([faulty, ...few]);
  expect(body.filter((line) => line.startsWith("# Line 2,"))).toHaveLength(100);
  expect(body.filter((line) => line.startsWith("#"))).toHaveLength(100 + 2 * 1_200);
});

test("FF33 an error of a spreadsheet is never read as an id or a number by a mapping, and can be mended; without a mapping an id stays what it is", async () => {
  const { rsid } = await newSuite(server);
  const source = await newSource(server, { rsid, early_rows: "reject" });
  const params = { rsid, dataSourceId: source.id };
  await server.api(saveMapping, { params, body: { mapping: MAPPING, version: (await server.api(getMapping, { params })).version } });
  const csv = lines("Bon;Datum;Bedrag;Artikel", "#N/A;01-04-2026;1,5;hat", "T1;01-04-2026;#DIV/0!;hat", "T1;#REF!;1,5;hat", "T1;01-04-2026;1,5;#N/A");
  const receipt = await source.load(csv, { filename: "a.csv" });
  expect(receipt).toMatchObject({ status: "success", rowsRead: 4, rejected: 3 });
  expect(receipt.rejectedRows.map(told)).toEqual([["transactionID cell.spreadsheet_error"], ["Price cell.spreadsheet_error"], ["Date cell.spreadsheet_error"]]);
  const plain = await source.load(lines(HEADER, `${daysAgo(1)}\t#N/A\tx\t1\t5`, `${daysAgo(1)}\tT1\tx\t1\t#N/A`));
  expect([plain.rejected, plain.rejectedRows.map(told)]).toEqual([1, [["Price metric.not_a_number"]]]);
});

test("FF34 a mapped file whose days and months are swapped fails as a whole; one row that must be as mapped lets the odd ones be rejected", async () => {
  const { rsid } = await newSuite(server);
  const source = await newSource(server, { rsid });
  const params = { rsid, dataSourceId: source.id };
  await server.api(saveMapping, { params, body: { mapping: MAPPING, version: (await server.api(getMapping, { params })).version } });
  const dated = (...days: readonly string[]) => lines("Bon;Datum;Bedrag;Artikel", ...days.map((day, at) => `T${at};${day};1;hat`));
  const swapped = ["01-02-2026", "01-13-2026", "01-14-2026", "01-15-2026"];
  const failed = await source.load(dated(...swapped), { filename: "a.csv" });
  expect(failed).toMatchObject({ status: "failure", rowsRead: 0, error: { code: "mapping.dates_swapped", params: { rows: 3, written: "DD-MM-YYYY" } } });
  expect(failed.rejectedRows).toEqual([]);
  expect(await source.dryRun(dated(...swapped), { filename: "a.csv" })).toMatchObject({ error: { code: "mapping.dates_swapped" } });
  expect(await source.load(dated(...swapped.slice(0, 3)), { filename: "b.csv" })).toMatchObject({ status: "success", rowsRead: 3, rejected: 2 });
  expect(await source.load(dated(...swapped, "20-01-2026"), { filename: "c.csv" })).toMatchObject({ status: "success", rowsRead: 5, rejected: 3 });
});
