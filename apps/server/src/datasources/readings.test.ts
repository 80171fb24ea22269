import { changeDataSource, getDataSource, getMapping, previewMapping, saveMapping, type FileMapping } from "@rapport/contract/data-sources";
import { listAudit } from "@rapport/contract/system";
import { testClock } from "@rapport/testkit";
import type { NamedQuery } from "@rapport/warehouse";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { newSuite, sendHits, testServer, type TestServer } from "../testing/index.ts";
import { gzipSync } from "node:zlib";
import { workbookOf } from "./mapping/workbook.fixture.ts";
import { lines, newSource } from "./uploads.fixture.ts";

/** Values of files are read like those of hits, or the receipt says why not. */
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ clock: testClock("2026-04-02T12:00:00Z"), schedules: false });
});
afterAll(() => server.close());

const rowsOfSuite = {
  name: "rowsOfSuite",
  text: `SELECT formatDateTime(at, '%m/%d') AS day, fate, visitor_id, key, transaction_ids[1] AS id, toString(orders) AS orders, toString(units) AS units, toString(revenue) AS revenue, is_return, products.name[1] AS product
    FROM hits_v1 WHERE suite = {suite:String} AND upload > 0 AND occurrences = 1 ORDER BY upload, line`,
  params: z.object({ suite: z.string() }),
  row: z.object({
    day: z.string(),
    fate: z.string(),
    visitor_id: z.string(),
    key: z.string(),
    id: z.string(),
    orders: z.string(),
    units: z.string(),
    revenue: z.string(),
    is_return: z.number(),
    product: z.string(),
  }),
} satisfies NamedQuery;

async function place(of: Omit<Parameters<typeof newSource>[1], "rsid"> = {}) {
  const { rsid } = await newSuite(server, { timeZone: "UTC" });
  const source = await newSource(server, { rsid, ...of });
  const rows = async () => await server.deps.warehouse.rows(rowsOfSuite, { suite: rsid });
  const change = async (body: object) => await server.api(changeDataSource, { params: { company: "rapport", rsid, dataSourceId: source.id }, body });
  return { rsid, source, rows, change };
}

test("D5 amounts of a file are read like those of hits; a row with an amount that can be read in two ways, or not at all, is rejected", async () => {
  const { source, rows } = await place();
  const cells = ["1,234.50", "$5.50", "59,90", "1.234,50", "1 234,50", "(5.50)", '"1,234.50"', "1,234", "abc", "1e15"];
  const receipt = await source.load(lines("Date\tProduct\tPrice", ...cells.map((cell) => `03/01/2026\tBoot\t${cell}`)));
  expect((await rows()).map(({ revenue }) => revenue)).toEqual(["1234.5", "5.5", "59.9", "1234.5", "1234.5", "-5.5", "1234.5"]);
  expect(receipt.rejectedRows.map(({ line, code, value }) => [line, code, value])).toEqual([
    [9, "metric.ambiguous", "1,234"],
    [10, "metric.not_a_number", "abc"],
    [11, "metric.not_a_number", "1e15"],
  ]);
});

test.each(["\u00a0", "\u000b", "\u0000", "\u0085", "\u200e", "\u3000"])(
  "D7 a hit and a row with the same transaction id meet, with %j around it in either",
  async (mark) => {
    const { rsid, source, rows } = await place();
    await sendHits(server, rsid, { at: "2026-03-01T10:00:00Z", vid: "c1", pageName: "p", xact: `A1${mark},B2` });
    await source.load(lines("Date\ttransactionID\tPrice", "03/02/2026\tA1\t5", `03/02/2026\t${mark}B2${mark}\t6`, `03/02/2026\t${mark}A1\t7`));
    expect((await rows()).map(({ fate, id, revenue }) => [fate, id, revenue])).toEqual([
      ["transaction", "A1", "5"],
      ["transaction", "B2", "6"],
      ["transaction", "A1", "7"],
    ]);
  },
);

test("ID2 ID3 visitor ids are composed; placeholders are no ids, and are counted", async () => {
  const { rsid, source, rows } = await place({ type: "visitorid" });
  await sendHits(server, rsid, { at: "2026-03-01T10:00:00Z", vid: "Zo\u00eb", pageName: "p" });
  const ids = ["Zoe\u0308", "null", "0000", "N/A", " anonymous ", "-"];
  const receipt = await source.load(lines("Date\tVisitorID\tPrice", ...ids.map((id) => `03/02/2026\t${id}\t5`)));
  expect((await rows()).map(({ fate, visitor_id }) => [fate, visitor_id])).toEqual([
    ["customer", "vid:Zo\u00eb"],
    ...Array.from({ length: 5 }, () => ["summary", ""]),
  ]);
  expect(receipt).toMatchObject({ rowsRead: 6, summary: 5, placeholderIds: 5 });
});

describe("D8 lines that begin with #", () => {
  const FILE = lines(
    "# a template",
    "transactionID\tDate\tPrice",
    "#1001\t03/01/2026\t10",
    "T1\t03/01/2026\t5",
    "#1002\t03/02/2026\t20",
    "# just words",
    "#1003\tno date\t1",
  );
  test("D8 are comments, counted, and those that look like rows are listed", async () => {
    const { source, rows } = await place();
    const receipt = await source.load(FILE);
    expect(receipt).toMatchObject({
      rowsRead: 1,
      comments: {
        lines: 4,
        likeRows: 2,
        examples: [
          { line: 3, text: "#1001\t03/01/2026\t10" },
          { line: 5, text: "#1002\t03/02/2026\t20" },
        ],
      },
    });
    expect(await rows()).toHaveLength(1);
  });
  test("D8 are rows if the source says so, from the next file on", async () => {
    const { rsid, source, rows, change } = await place();
    expect(await change({ hash_lines: "rows" })).toMatchObject({ hash_lines: "rows", date_format: "month_first" });
    expect(await server.api(getDataSource, { params: { company: "rapport", rsid, dataSourceId: source.id } })).toMatchObject({ hash_lines: "rows" });
    const receipt = await source.load(FILE);
    expect((await rows()).map(({ key, revenue }) => [key, revenue])).toEqual([
      ["#1001", "10"],
      ["T1", "5"],
      ["#1002", "20"],
    ]);
    expect(receipt).toMatchObject({ rowsRead: 5, rejected: 2 });
    expect(receipt.comments).toBeUndefined();
  });
});

describe("D11 a file whose days come first", () => {
  const days = (format: (day: number) => string) => lines("Date\tProduct\tPrice", ...Array.from({ length: 31 }, (_, day) => `${format(day + 1)}\tBoot\t1`));
  test("D11 is refused as a whole, with the advice to set the date format", async () => {
    const { source, rows } = await place();
    const receipt = await source.load(days((day) => `${day}/3/2026`));
    expect(receipt).toMatchObject({ status: "failure", error: { code: "file.looks_day_first" } });
    expect(receipt.error?.message).toMatch(/19 rows/);
    expect(await rows()).toEqual([]);
  });
  test("D11 is read if the source says so, and then one with the months first is refused", async () => {
    const { source, rows, change } = await place();
    await change({ date_format: "day_first" });
    expect(await source.load(days((day) => `${day}/3/2026`))).toMatchObject({ status: "success", rowsRead: 31, rejected: 0 });
    expect(new Set((await rows()).map(({ day }) => day)).size).toBe(31);
    expect(await source.load(days((day) => `3/${day}/2026`))).toMatchObject({ status: "failure", error: { code: "file.looks_month_first" } });
  });
  test.each([
    ["two of its days alone say so", ["13/3/2026", "14/3/2026", "3/4/2025"], 2],
    ["one row says the opposite", ["13/3/2026", "14/3/2026", "15/3/2026", "3/15/2026"], 3],
  ])("D11 is taken row by row where %s", async (_, dates, rejected) => {
    const { source } = await place();
    expect(await source.load(lines("Date\tProduct\tPrice", ...dates.map((date) => `${date}\tBoot\t1`)))).toMatchObject({ status: "success", rejected });
  });
});

test("D12 cells in quotes are read as the spreadsheet meant them, also in the header and in ids", async () => {
  const { rsid, source, rows } = await place();
  await sendHits(server, rsid, { at: "2026-03-01T10:00:00Z", vid: "c1", pageName: "p", xact: "T1" });
  await source.load(
    lines(
      '"Date"\ttransactionID\t"Product"\tPrice',
      '"03/02/2026"\t"T1"\t"Ankle boot, 42"\t"1,234.50"',
      '03/02/2026\tT1\t"5"" nail, ""best"""\t1',
      '03/02/2026\tT1\t5" nail\t1',
      '03/02/2026\tT1\t"open\t1',
      '03/02/2026\tT1\t"a"b"\t1',
      '03/02/2026\tT1\t" x "\t""',
    ),
  );
  expect((await rows()).map(({ fate, product, revenue }) => [fate, product, revenue])).toEqual([
    ["transaction", "Ankle boot, 42", "1234.5"],
    ["transaction", '5" nail, "best"', "1"],
    ["transaction", '5" nail', "1"],
    ["transaction", '"open', "1"],
    ["transaction", '"a"b"', "1"],
  ]);
});

describe("D13 a row that sells and takes back at once", () => {
  const HEADER = "Date\ttransactionID\tOrders\tQuantity\tPrice";
  test("D13 is rejected with the reason; rows of one sign, or without an id, are not", async () => {
    const { source, rows } = await place();
    const receipt = await source.load(
      lines(HEADER, "03/01/2026\tT1\t\t-1\t5", "03/01/2026\tT1\t1\t-1\t", "03/01/2026\tT1\t-1\t\t5", "03/01/2026\tT1\t0\t-1\t-5", "03/01/2026\t\t1\t-1\t5"),
    );
    expect(receipt.rejectedRows.map(({ line, code, column }) => [line, code, column])).toEqual([2, 3, 4].map((line) => [line, "row.signs", null]));
    expect((await rows()).map(({ units, revenue, is_return }) => [units, revenue, is_return])).toEqual([
      ["-1", "-5", 1],
      ["-1", "5", 0],
    ]);
  });
  test("D13 is a return of its price if the source says that returns have positive prices", async () => {
    const { source, rows } = await place({ return_prices: "positive" });
    const receipt = await source.load(
      lines(HEADER, "03/01/2026\tT1\t\t-1\t5", "03/01/2026\tT1\t-1\t-2\t(5,50)", "03/01/2026\tT1\t1\t2\t5", "03/01/2026\tT1\t1\t-1\t"),
    );
    expect((await rows()).map(({ units, revenue, is_return }) => [units, revenue, is_return])).toEqual([
      ["-1", "-5", 1],
      ["-2", "-5.5", 1],
      ["2", "5", 0],
    ]);
    expect(receipt.rejectedRows).toMatchObject([{ line: 5, code: "row.signs" }]);
  });
});

test("D15 amounts of 300 rows are summed before rounding", async () => {
  const { rsid, source } = await place();
  await source.load(lines("Date\tProduct\tPrice", ...Array.from({ length: 300 }, () => "03/01/2026\tBoot\t0.333333")));
  const sum = {
    name: "sumOfRows",
    text: "SELECT toString(sum(revenue)) AS revenue FROM hits_v1 WHERE suite = {suite:String}",
    params: z.object({ suite: z.string() }),
    row: z.object({ revenue: z.string() }),
  };
  expect(await server.deps.warehouse.rows(sum, { suite: rsid })).toEqual([{ revenue: "99.9999" }]);
});

describe("FF29 a file that is read by the mapping of its source", () => {
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
      { from: "Stuks", to: "Quantity", turned: false },
      { from: "Bedrag", to: "Price", turned: false },
      { from: "Artikel", to: "Product", turned: false },
    ],
    constants: [{ to: "Orders", value: "1" }],
    others: "refuse",
  };
  const CSV = lines(
    "Bon;Datum;Stuks;Bedrag;Artikel",
    "T1;01-04-2026;2;1.234,50;boots",
    'T2;30-03-2026 9:30;1;59,90;"sock; ""red""',
    'long"',
    "T3;03/31/2026;1;5,00;hat",
    "T4;01-04-2026;1;1.2,3;hat",
    "T5;01-04-2026;1;five;hat",
  );
  const CANONICAL = lines(
    "Date\ttransactionID\tQuantity\tPrice\tProduct\tOrders",
    "04/01/2026\tT1\t2\t1234.50\tboots\t1",
    '03/30/2026/09/30/00\tT2\t1\t59.90\tsock, ""red"" long\t1',
  );
  const keep = async ({ rsid, source }: Awaited<ReturnType<typeof place>>, mapping: FileMapping | null = MAPPING) => {
    const params = { rsid, dataSourceId: source.id };
    return await server.api(saveMapping, { params, body: { mapping, version: (await server.api(getMapping, { params })).version } });
  };

  test("has the rows that a file of the source's own format would have, and its faults by line, column and value; a dry run says so before", async () => {
    const own = await place();
    await own.source.load(CANONICAL);
    const by = await place();
    await keep(by);
    const csv = CSV.replace('"sock; ""red""\nlong"', '"sock, ""red""\nlong"');
    const tried = await by.source.dryRun(csv);
    const receipt = await by.source.load(csv);
    expect({ ...tried, jobId: receipt.jobId }).toEqual(receipt);
    expect(receipt).toMatchObject({ status: "success", rowsRead: 5, unlinked: 2, rejected: 3 });
    expect(receipt.rejectedRows.map(({ line, column, value, code, params }) => ({ line, column, value, code, params }))).toEqual([
      { line: 5, column: "Date", value: "03/31/2026", code: "date.not_as_mapped", params: { written: "DD-MM-YYYY" } },
      { line: 6, column: "Price", value: "1.2,3", code: "metric.not_as_mapped", params: { decimals: "comma" } },
      { line: 7, column: "Price", value: "five", code: "metric.not_a_number", params: {} },
    ]);
    expect(await by.rows()).toEqual((await own.rows()).map((row) => ({ ...row, product: row.product.replaceAll('""', '"') })));
    // The same rows, packed, as a workbook, and in the source's own format, are the same file (FU8).
    expect(await by.source.load(gzipSync(csv))).toMatchObject({ duplicateOf: receipt.jobId, sameRows: true });
    const book = await workbookOf({
      Verkoop: [
        ["Bon", "Datum", "Stuks", "Bedrag", "Artikel"],
        ["T1", 46_113, 2, 1234.5, "boots"],
        ["T2", 46_111.395_833_333_3, 1, 59.9, 'sock, "red" long'],
      ],
    });
    expect(await by.source.load(book, { filename: "rows.xlsx" })).toMatchObject({ duplicateOf: receipt.jobId, sameRows: true });
  });

  test("fails as a whole by its columns, an open quote or a sheet that is not there; nothing of it is kept", async () => {
    const by = await place();
    await keep(by, { ...MAPPING, sheet: "Verkoop" });
    const failure = async (file: string | Buffer) => {
      const receipt = await by.source.load(file);
      expect(receipt).toMatchObject({ status: "failure", rowsRead: 0, rejectedRows: [] });
      return receipt.error;
    };
    expect(await failure(lines("Bon;Datum;Stuks;Artikel", "a;01-04-2026;1;x"))).toMatchObject({
      code: "mapping.column_missing",
      params: { column: '"Bedrag"' },
    });
    expect(await failure(lines("Bon;Datum;Stuks;Bedrag;Artikel;Korting", "a;01-04-2026;1;1;x;"))).toMatchObject({
      code: "mapping.column_unknown",
      params: { position: 6 },
    });
    expect(await failure(lines("Bon;Datum;Stuks;Bedrag;Artikel", "a;not a date;1;1;x", 'b;01-04-2026;1;1;"x'))).toMatchObject({
      code: "file.row_open",
      params: { line: 3 },
    });
    expect(await failure(await workbookOf({ Blad1: [["Bon"]] }))).toMatchObject({ code: "file.workbook", params: { why: "no_sheet" } });
    expect(await failure(Buffer.from("Bon\0;Datum\n"))).toMatchObject({ code: "mapping.column_missing" });
    const left = {
      ...rowsOfSuite,
      name: "rejectedLeft",
      text: "SELECT count() AS day FROM rejected_rows_v1 WHERE text LIKE '%not a date%'",
      row: z.object({ day: z.coerce.number() }),
    };
    expect(await server.deps.warehouse.rows(left, { suite: by.rsid })).toEqual([{ day: 0 }]);
    // A file with the source's own headers needs no mapping.
    expect(await by.source.load(CANONICAL)).toMatchObject({ status: "success", unlinked: 2 });
  });

  test("is refused whole by a strict source, and counts what is rejected once where early rows are rejected", async () => {
    const strict = await place({ mode: "strict" });
    await keep(strict);
    expect(await strict.source.load(CSV)).toMatchObject({ status: "failure", error: { code: "file.strict" }, rowsRead: 5, rejected: 5 });
    const early = await place({ early_rows: "reject" });
    await keep(early);
    expect(await early.source.load(CSV)).toMatchObject({ rowsRead: 5, rejected: 4, unlinked: 1 });
  });

  test("is shown before: its columns, a guess, and the first rows as they would be read", async () => {
    const { rsid, source } = await place();
    const preview = async (file: string | Buffer, mapping: FileMapping | null = null, isWhole = true) =>
      await server.api(previewMapping, {
        params: { rsid, dataSourceId: source.id },
        body: { sample: Buffer.from(file as string).toString("base64"), isWhole, mapping },
      });
    const guessed = await preview(CSV);
    expect(guessed).toMatchObject({
      kind: "text",
      isOwnFormat: false,
      failure: null,
      mapping: { delimiter: "semicolon", dates: "DD-MM-YYYY", decimals: "comma", others: "refuse" },
      columns: [{ name: "Bon", examples: ["T1", "T2", "T3"] }, { name: "Datum" }, { name: "Stuks" }, { name: "Bedrag" }, { name: "Artikel" }],
      headers: ["Date", "transactionID", "Quantity", "Price", "Product"],
    });
    expect(guessed.rows.map(({ line, fault }) => [line, fault?.code])).toEqual([
      [2, undefined],
      [3, "dimension.semicolon"],
      [5, "date.not_as_mapped"],
      [6, "metric.not_as_mapped"],
      [7, "metric.not_a_number"],
    ]);
    expect(guessed.rows[0]?.cells).toEqual(["04/01/2026", "T1", "2", "1234.50", "boots"]);
    expect(await preview(CSV, { ...MAPPING, columns: [...MAPPING.columns, { from: "Kassa", to: "Zip", turned: false }] })).toMatchObject({
      failure: { code: "mapping.column_missing" },
      rows: [],
    });
    expect(await preview(CANONICAL)).toMatchObject({ isOwnFormat: true });
    expect(
      await preview(
        await workbookOf({
          Een: [
            ["Datum", "Bedrag"],
            [46_113, 5],
          ],
          Twee: [],
        }),
      ),
    ).toMatchObject({ kind: "workbook", sheets: ["Een", "Twee"], rows: [{ line: 2, cells: ["04/01/2026", "5"], fault: null }] });
    // The beginning of a large file may end in the middle of a row.
    expect((await preview(CSV.slice(0, -6), null, false)).rows.map(({ line }) => line)).toEqual([2, 3, 5, 6]);
    expect(await preview("")).toMatchObject({ failure: expect.objectContaining({}) as object });
  });

  test("is kept by one of two people who change it at once, in the log with what changed, and ended; a wrong one is refused", async () => {
    const { rsid, source } = await place();
    const params = { rsid, dataSourceId: source.id };
    const save = async (mapping: FileMapping | null, version: number) => await server.api(saveMapping, { params, body: { mapping, version } });
    const refused = async (change: Partial<FileMapping>, version: number, code: string) =>
      await expect(save({ ...MAPPING, ...change }, version)).rejects.toMatchObject({ code });
    expect(await server.api(getMapping, { params })).toEqual({ mapping: null, version: 0, changedAt: null });
    expect(await save(MAPPING, 0)).toMatchObject({ mapping: MAPPING, version: 1 });
    await refused({ decimals: "point" }, 0, "mapping.changed");
    await refused({ columns: MAPPING.columns.slice(0, 1) }, 1, "mapping.no_date");
    await refused({ constants: [{ to: "Price", value: "1" }] }, 1, "mapping.twice");
    await refused({ constants: [{ to: "Foo", value: "1" }] }, 1, "mapping.unknown");
    expect(await save({ ...MAPPING, decimals: "point" }, 1)).toMatchObject({ version: 2 });
    expect(await save(null, 2)).toMatchObject({ mapping: null, version: 3 });
    const { entries } = await server.api(listAudit, { query: { action: "settings.changed" } });
    const own = entries.filter(({ subjects }) => subjects.some(({ kind, id }) => kind === "dataSource" && id === String(source.id)));
    expect(own.map(({ subjects }) => Object.keys(subjects[0]?.changes ?? {}))).toContainEqual(["mapping.decimals"]);
    expect(own.length).toBe(3);
  });
});
