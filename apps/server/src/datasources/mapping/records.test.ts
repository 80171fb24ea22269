import { temporaryFolder } from "@rapport/testkit";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { ContentFailure } from "../formats/content-failure.ts";
import { zipOf } from "../formats/zip.fixture.ts";
import { textRecords, type FileRecord } from "./text-records.ts";
import { openWorkbook } from "./workbook.ts";
import { workbookOf } from "./workbook.fixture.ts";

const LIMITS = { maxBytes: 1024 ** 3, maxRatio: 200 };
const folder = temporaryFolder("records-");
let files = 0;

async function all(records: AsyncIterable<FileRecord>): Promise<FileRecord[]> {
  const found: FileRecord[] = [];
  for await (const record of records) found.push(record);
  return found;
}
async function failureOf(work: Promise<unknown>) {
  const failure = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (failure instanceof ContentFailure) return failure.failure;
  throw new Error("it was read", { cause: failure });
}

type Layout = Parameters<typeof textRecords>[1];
async function* pieces(bytes: Buffer, size = 7): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}
const read = async (file: string | Buffer, layout: Partial<Layout> = {}) =>
  await all(textRecords(pieces(Buffer.from(file as string)), { delimiter: "semicolon", encoding: "auto", skippedLines: 0, ...layout }));

describe("FF29 the rows of a text", () => {
  test("have the lines on which they begin, also after quotes with line ends, blank lines and skipped ones", async () => {
    expect(await read('a;b\r\n1;"two\r\nlines; and ""quotes"""\n\n \n3;4" wide\n"5";', {})).toEqual([
      { line: 1, lines: 1, cells: ["a", "b"] },
      { line: 2, lines: 2, cells: ["1", 'two\r\nlines; and "quotes"'] },
      { line: 6, lines: 1, cells: ["3", '4" wide'] },
      { line: 7, lines: 1, cells: ["5", ""] },
    ]);
    expect(await read("title\n\nDatum;Bon\n1;2\n", { skippedLines: 2 })).toEqual([
      { line: 3, lines: 1, cells: ["Datum", "Bon"] },
      { line: 4, lines: 1, cells: ["1", "2"] },
    ]);
  });
  test("are the same in every encoding, with and without a mark", async () => {
    const text = "prijs;caf\u00e9\n1;\u20ac\n";
    const rows = await read(text);
    expect(rows[1]?.cells).toEqual(["1", "\u20ac"]);
    const little = Buffer.from(text, "utf16le");
    expect(await read(`\uFEFF${text}`)).toEqual(rows);
    expect(await read(Buffer.from(`\uFEFF${text}`, "utf16le"))).toEqual(rows);
    expect(await read(little, { encoding: "utf-16le" })).toEqual(rows);
    expect(await read(Buffer.from(`\uFEFF${text}`, "utf16le"), { encoding: "utf-16le" })).toEqual(rows);
    expect(await read(Buffer.from(little).swap16(), { encoding: "utf-16be" })).toEqual(rows);
    expect(await read(Buffer.from([...Buffer.from("prijs;caf"), 0xe9, ...Buffer.from("\n1;"), 0x80, 10]), { encoding: "windows-1252" })).toEqual(rows);
  });
  test("hold whatever CSV programs write", async () => {
    const values = [
      ["a", 'b"c', "d\ne"],
      ["", " ", ";"],
      ["\u0000", "\uFEFF", "#"],
    ];
    expect((await read(values.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(";")).join("\n"))).map(({ cells }) => cells)).toEqual(
      values,
    );
    expect((await read("a|b\n1|2", { delimiter: "bar" }))[1]?.cells).toEqual(["1", "2"]);
  });
  test("end at a quote that is never closed, at a row without end, and at bytes that are no text, with the line", async () => {
    expect(await failureOf(read('a;b\n1;2\n"3;4\n5;6\n'))).toEqual({ code: "file.row_open", params: { line: 3, megabytes: 1 } });
    expect(await failureOf(read(`a;b\n1;"${"x\n".repeat(600_000)}`))).toEqual({ code: "file.row_open", params: { line: 2, megabytes: 1 } });
    expect(await failureOf(read(Buffer.from([97, 59, 0xff, 10])))).toEqual({ code: "file.encoding", params: { byte: 3, encoding: "utf-8" } });
    expect(
      await failureOf(all(textRecords(pieces(Buffer.alloc(18 * 1024 ** 2, "x"), 1024 ** 2), { delimiter: "comma", encoding: "auto", skippedLines: 0 }))),
    ).toMatchObject({ code: "file.line_too_long" });
  });
});

async function book(bytes: Buffer) {
  const path = join(folder, `${files++}.xlsx`);
  writeFileSync(path, bytes);
  return await openWorkbook(path, LIMITS);
}
async function sheet(bytes: Buffer, { name = "", skippedLines = 0 } = {}) {
  const opened = await book(bytes);
  if (opened === undefined) throw new Error("no workbook");
  try {
    return await all(opened.records({ name, skippedLines }));
  } finally {
    await opened.close();
  }
}

describe("FF29 the rows of a workbook", () => {
  test("are its values, on the rows where they stand, without blank cells at the end", async () => {
    const bytes = await workbookOf({
      "Sales & more": [
        ["Date", "Amount", "What"],
        [],
        [46_227.5, 59.9, "<b>"],
        [null, { xml: "<c><f>1/0</f></c>" }, { xml: '<c t="inlineStr"><is><t>in</t><rPh sb="0" eb="1"><t>spoken</t></rPh><t>line</t></is></c>' }, null],
        [{ xml: '<c t="b"><v>1</v></c>' }, { xml: '<c t="e"><v>#N/A</v></c>' }, { xml: '<c t="str"><f>A1</f><v>text</v></c>' }],
      ],
      Second: [["x"]],
    });
    expect(await sheet(bytes)).toEqual([
      { line: 1, lines: 1, cells: ["Date", "Amount", "What"] },
      { line: 3, lines: 1, cells: [46_227.5, 59.9, "<b>"] },
      { line: 4, lines: 1, cells: ["", "=?", "inline"] },
      { line: 5, lines: 1, cells: ["TRUE", "#N/A", "text"] },
    ]);
    expect(await sheet(bytes, { name: "second" })).toEqual([{ line: 1, lines: 1, cells: ["x"] }]);
    expect((await sheet(bytes, { skippedLines: 3 })).map(({ line }) => line)).toEqual([4, 5]);
    expect(await failureOf(sheet(bytes, { name: "Third" }))).toEqual({ code: "file.workbook", params: { why: "no_sheet", sheet: "Third" } });
  });
  test("are not those of other files", async () => {
    expect(await book(Buffer.from("a;b\n"))).toBeUndefined();
    expect(await book(gzipSync("a"))).toBeUndefined();
    expect(await book(await zipOf({ "rows.csv": "a;b\n" }))).toBeUndefined();
    expect(await failureOf(book(await zipOf({ "[Content_Types].xml": "<Types/>", mimetype: "x" })))).toEqual({
      code: "file.workbook",
      params: { why: "damaged" },
    });
  });
  test.each([
    ["XML that ends early", "<worksheet><sheetData><row r='1'><c r='A1'><v>1</v>"],
    ["a text that is not in its list", "<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>7</v></c></row></sheetData></worksheet>"],
    ["rows that go back", "<worksheet><sheetData><row r='5'><c r='A5'><v>1</v></c></row><row r='2'/></sheetData></worksheet>"],
    ["more rows than a sheet has", "<worksheet><sheetData><row r='99999999'><c r='A1'><v>1</v></c></row></sheetData></worksheet>"],
    [
      "entities of its own",
      '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row r="1"><c r="A1"><v>&b;</v></c></row></sheetData></worksheet>',
    ],
  ])("with %s are none", async (_what, xml) => {
    const bytes = await zipOf({
      "[Content_Types].xml": "<Types/>",
      "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="1"/></sheets></workbook>',
      "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="1" Target="/xl/worksheets/a.xml"/></Relationships>',
      "xl/worksheets/a.xml": xml,
    });
    expect(await failureOf(sheet(bytes))).toEqual({ code: "file.workbook", params: { why: "damaged" } });
  });
});
