import { calendarOf, PLAIN_IDS, readIdBy } from "@rapport/domain";
import { faultsOfRow, judgeRow, linesOf, readFile, type Judgement, type KeptRow } from "@rapport/domain/reference";
import { preparedStores, temporaryFolder } from "@rapport/testkit";
import type { NamedQuery, Warehouse } from "@rapport/warehouse";
import fc from "fast-check";
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { IdRuleParameters, idRuleParameters, readIdSql } from "./ids/id-rule-sql.ts";
import { persistenceKeys } from "./join/persistence-keys.ts";
import { fileParameters, type FileTerms } from "./load/file-parameters.ts";
import { dropLines, dropRows, FileParameters, JUDGES, keepFurther, keepRejected, survey, verdicts } from "./load/load-queries.ts";
import { KEPT_ROWS } from "./load/row-sql.ts";
import { openContent } from "./formats/open-content.ts";
import { stageLines } from "./load/stage-lines.ts";

/** The engine reads every line like the pure function: the same row or the same rejection. */
const UPLOADED_AT = Date.parse("2024-11-03T08:30:00Z");
const ROWS_A_FILE = 2500;
const HEADERS = [
  "Evar 1",
  "Channel",
  "Tracking Code",
  "Zip Code",
  "Product",
  "Category",
  "transactionID",
  "VisitorID",
  "Orders",
  "Price",
  "Quantity",
  "Event 1",
  "Cart Adds",
];
const EVERY_LINE = { fromLine: 0, toLine: 4_294_967_295 };

let warehouse: Warehouse;
let nextUpload = 1;
beforeAll(async () => {
  ({ warehouse } = await preparedStores());
});

const AMOUNTS = [
  "x",
  "1,5",
  "1e3",
  "5.",
  "--1",
  "1.23456",
  "99999999999999.9999",
  "100000000000000",
  "-0",
  " 4 ",
  "2.50000",
  "٣",
  "1,234.50",
  "1.234,50",
  "59,90",
  "1,234",
  "12,345,678",
  "1 234,50",
  "1\u00a0234.5",
  "1'234.50",
  "$5.50",
  "5,50 €",
  "(5.50)",
  "5-",
  "\u22125",
  "-$1,234.00",
  "1e15",
  "1.5E-2",
  "25e-1",
  "1e-9",
  "5e-9",
  "0.123456785",
  "-0.999999999",
  "99999999999999.999999999",
  "1,23,456.7",
  "0,123",
  "1234,567",
  '"1,234.50"',
  "1.234.567",
  "(5",
  "5)",
  "$5$",
  "-(5)",
  "1e",
  "1e+2",
  "\u00a07\u00a0",
  "1e99",
  "00000000000000001",
];

/** Mostly correct cells, with every kind of fault among them. */
function cell(header: string): fc.Arbitrary<string> {
  const text = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.constantFrom(
        "blue",
        "été",
        "a b",
        " x ",
        "😀",
        "\\",
        "'",
        '"',
        "\\N",
        "NULL",
        "x\u00a0",
        "\u2028",
        "\u000bA\u0000b\u0085",
        "\u200eT9\u202c",
        '"Ankle boot, 42"',
        '"5"" nail"',
        '" x "',
        '""',
        '"a"b"',
        "null",
        "0000",
        "N/A",
        "Zoe\u0308",
        "#1001",
      ),
    },
    { weight: 3, arbitrary: fc.constant("") },
    { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 6 }) },
    { weight: 1, arbitrary: fc.constantFrom("red;blue", ";", "T1,T2", "x".repeat(100), "x".repeat(101), "é".repeat(51), "y".repeat(4070)) },
  );
  const number = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom("1", "-1", "0", "12.50", "+3", ".5", "007") },
    { weight: 4, arbitrary: fc.constant("") },
    { weight: 1, arbitrary: fc.constantFrom(...AMOUNTS) },
    { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(...Array.from("0123456789.,-+()$ 'eE\u00a0\u2212")), maxLength: 9 }) },
  );
  const two = fc.integer({ min: 0, max: 99 }).map(String);
  const date = fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }), fc.integer({ min: 2022, max: 2024 }))
        .map((parts) => parts.join("/")),
    },
    {
      weight: 4,
      arbitrary: fc
        .tuple(
          fc.constantFrom("3/31/2024", "10/27/2024", "03/26/2023", "11/3/2024", "11/2/2024", "11/4/2024", "1/1/1970"),
          fc.integer({ min: 0, max: 24 }),
          fc.constantFrom(0, 15, 30, 45, 59, 60),
          fc.constantFrom("0", "00", "59", "60"),
        )
        .map((parts) => parts.join("/")),
    },
    { weight: 1, arbitrary: fc.tuple(two, two, fc.integer({ min: 1960, max: 2210 })).map((parts) => parts.join("/")) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "",
        "x",
        "11/03/24",
        "2024-11-03",
        "11/03/2024/1/2",
        "11/03/2024/",
        " 1/1/2024 ",
        "2/29/2023",
        "2/29/2024",
        "1/1/2024/1/1/1/1",
        "+1/1/2024",
        "1/1/02024",
      ),
    },
  );
  if (header === "Date") return date;
  return ["Orders", "Price", "Quantity", "Event 1", "Cart Adds"].includes(header) ? number : text;
}

function row(headers: readonly string[]): fc.Arbitrary<string> {
  const cells = fc.tuple(...headers.map(cell)).map((values) => values.map((value) => value.replaceAll(/[\t\n\r]/g, "")).join("\t"));
  const odd = fc.constantFrom("# a comment", "", " \t ", "\r", "a\tb", "\t".repeat(40));
  return fc
    .tuple(
      fc.oneof({ weight: 40, arbitrary: cells }, { weight: 1, arbitrary: odd }, { weight: 1, arbitrary: cells.map((text) => `${text}\t`) }),
      fc.constantFrom("\n", "\n", "\r\n"),
    )
    .map((parts) => parts.join(""));
}

const furtherOfUpload = {
  name: "furtherOfUpload",
  text: "SELECT line, column, value, code FROM further_faults_v1 WHERE upload = {upload:UInt32} ORDER BY line, place",
  params: z.object({ upload: z.number() }),
  row: z.object({ line: z.number(), column: z.string(), value: z.string(), code: z.string() }),
} satisfies NamedQuery;

const NOTHING_PERSISTS = persistenceKeys({ persistence: new Map() });
type Given = Omit<FileTerms, "upload" | "plan" | "suite" | "windowDays" | "persistence" | "earlyRows" | "idRule">;

const Amounts = z.record(z.string(), z.string());
const keptRowsOfUpload = {
  name: "keptRowsOfUpload",
  text: `SELECT line, mapFromArrays(['orders', 'units', 'revenue'], [toString(orders), toString(units), toString(revenue)]) AS amounts, mapApply((k, v) -> (k, toString(v)), metrics) AS others,
      tid, vid, product, category, set_values AS dims FROM (${KEPT_ROWS}) ORDER BY line`,
  params: FileParameters,
  row: z.object({
    line: z.number(),
    amounts: Amounts,
    others: Amounts,
    tid: z.string(),
    vid: z.string(),
    product: z.string(),
    category: z.string(),
    dims: Amounts,
  }),
} satisfies NamedQuery;

/** The pure function's row in the shape of the engine's. */
function asEngineRow(line: number, { metrics, dims, transactionId: tid, visitorId: vid, product, category }: KeptRow) {
  const { orders = "0", units = "0", revenue = "0", ...others } = metrics;
  return { line, amounts: { orders, units, revenue }, others, tid, vid, product, category, dims };
}

/** @param daysOf the days whose offsets the rows are judged with */
async function engineVerdicts(text: string, { daysOf, ...given }: Given & { daysOf: (found: readonly number[]) => readonly number[] }) {
  const upload = nextUpload++;
  const path = join(temporaryFolder("verdicts-"), "file.txt");
  await writeFile(path, text);
  const staged = await stageLines(warehouse, { content: openContent(path, { maxBytes: 1e9, maxRatio: 200 }), upload, token: randomUUID() });
  if (staged.kind === "failure") throw new Error(staged.failure.code);
  const terms: FileTerms = {
    ...given,
    upload,
    suite: "none",
    plan: staged.plan,
    windowDays: 90,
    earlyRows: "warn",
    persistence: NOTHING_PERSISTS,
    idRule: PLAIN_IDS,
  };
  await warehouse.run(JUDGES.any, { ...fileParameters(terms), ...EVERY_LINE });
  const [found] = await warehouse.rows(survey, { upload });
  const judged = await warehouse.rows(verdicts, { ...fileParameters(terms, daysOf(found?.days ?? [])), ...EVERY_LINE });
  const rows = await warehouse.rows(keptRowsOfUpload, { ...fileParameters(terms, daysOf(found?.days ?? [])), ...EVERY_LINE });
  await warehouse.run(keepRejected, { ...fileParameters(terms, daysOf(found?.days ?? [])), ...EVERY_LINE });
  await warehouse.run(keepFurther, { ...fileParameters(terms, daysOf(found?.days ?? [])), ...EVERY_LINE });
  const further = await warehouse.rows(furtherOfUpload, { upload });
  await warehouse.run(dropLines, { upload });
  await warehouse.run(dropRows, { upload });
  return { judged, found, rows, further };
}

function daysOf(text: string): number[] {
  return text.split("\t").flatMap((value) => {
    const [month = 0, day = 0, year = Number.NaN] = value.trim().split("/").map(Number);
    const times = [Date.UTC(year, month - 1, day), Date.UTC(year, day - 1, month)];
    return times.flatMap((time) => (Number.isNaN(time) ? [] : [Math.floor(time / 86_400_000)]));
  });
}

function pureVerdicts(text: string, by: Omit<Judgement, "plan">) {
  const file = readFile(text);
  if (file.kind === "failure") throw new Error(file.failure.code);
  return file.rows.map((line) => ({ line, verdict: judgeRow(line.text, { ...by, plan: file.plan }) }));
}

describe("the engine and the pure function agree on every line", () => {
  test.each([
    { seed: 1, timeZone: "Europe/Amsterdam", type: "transactionid", mode: "lenient", dateFormat: "month_first", returnPrices: "negative" },
    { seed: 2, timeZone: "America/New_York", type: "transactionid", mode: "strict", dateFormat: "day_first", returnPrices: "positive" },
    { seed: 3, timeZone: "Asia/Kolkata", type: "transactionid", mode: "lenient", dateFormat: "month_first", returnPrices: "positive" },
    { seed: 4, timeZone: "Pacific/Apia", type: "transactionid", mode: "strict", dateFormat: "month_first", returnPrices: "negative" },
    { seed: 5, timeZone: "UTC", type: "transactionid", mode: "lenient", dateFormat: "day_first", returnPrices: "negative" },
    { seed: 6, timeZone: "Europe/Amsterdam", type: "refund", mode: "lenient", dateFormat: "month_first", returnPrices: "positive" },
    { seed: 8, timeZone: "UTC", type: "refund", mode: "strict", dateFormat: "month_first", returnPrices: "negative" },
  ] as const)("for 2,500 random lines, seed $seed, $timeZone, $type, $mode, $dateFormat, prices of returns $returnPrices", async ({ seed, ...terms }) => {
    const [headers = []] = fc.sample(
      fc.shuffledSubarray(HEADERS, { minLength: 4 }).chain((some) => fc.nat({ max: some.length }).map((at) => some.toSpliced(at, 0, "Date"))),
      { numRuns: 1, seed },
    );
    const text = `# comment first\n${headers.join("\t")}\n${fc.sample(row(headers), { numRuns: ROWS_A_FILE, seed }).join("")}`;
    const by = { ...terms, hashLines: "comments", calendar: calendarOf(terms.timeZone), uploadedAt: UPLOADED_AT } as const;
    // A load would refuse a file with so many days. Here every row is compared.
    const { judged, found, rows, further } = await engineVerdicts(text, { ...by, daysOf: () => linesOf(text).flatMap((line) => daysOf(line.text)) });
    const pure = pureVerdicts(text, by);
    const kept = pure.filter(({ verdict }) => verdict.kind === "kept").length;
    expect(judged.length).toBe(pure.length);
    expect(found).toMatchObject({ rows: pure.length, rejected: pure.length - kept });
    for (const [index, { line, verdict }] of pure.entries()) {
      const { at, day, ...engine } = judged[index] ?? { at: 0, day: 0 };
      const expected =
        verdict.kind === "rejected"
          ? { code: verdict.rejection.code, fault_header: verdict.rejection.column ?? "", fault_value: verdict.rejection.value }
          : { code: "", fault_header: "", fault_value: "" };
      expect(engine).toEqual({ line: line.number, text: line.text, ...expected });
      if (verdict.kind === "kept") expect([at, day * 86_400_000], line.text).toEqual([verdict.row.at, verdict.row.day]);
    }
    expect(kept).toBeGreaterThan(200);
    const keptRows = pure.flatMap(({ line, verdict }) => (verdict.kind === "kept" ? [asEngineRow(line.number, verdict.row)] : []));
    expect(rows).toEqual(keptRows);
    // FF32: what else is wrong with a row. Its first fault is the one that rejects it.
    const file = readFile(text);
    if (file.kind === "failure") throw new Error(file.failure.code);
    const faults = file.rows.map((line) => ({ line: line.number, found: faultsOfRow(line.text, { ...by, plan: file.plan }) }));
    for (const [index, { found: all }] of faults.entries()) expect(all[0]?.code ?? "").toBe(judged[index]?.code);
    const others = faults.flatMap(({ line, found: all }) => all.slice(1, 100).map(({ column, value, code }) => ({ line, column: column ?? "", value, code })));
    expect(further).toEqual(others);
    expect(others.length).toBeGreaterThan(50);
  });

  test.each([
    { name: "in the morning in Tokyo", timeZone: "Asia/Tokyo", uploadedAt: "2026-07-01T23:00:00Z" },
    { name: "just after midnight in Auckland", timeZone: "Pacific/Auckland", uploadedAt: "2026-01-14T11:00:30Z" },
    { name: "in the evening in Los Angeles", timeZone: "America/Los_Angeles", uploadedAt: "2026-07-02T05:30:00Z" },
    { name: "at noon on the Line Islands", timeZone: "Pacific/Kiritimati", uploadedAt: "2026-07-01T22:00:00Z" },
    ...fc
      .sample(
        fc.record({
          timeZone: fc.constantFrom("Asia/Tokyo", "Pacific/Auckland", "America/Los_Angeles", "Pacific/Kiritimati", "Europe/Amsterdam"),
          uploadedAt: fc.integer({ min: Date.parse("2025-01-01"), max: Date.parse("2027-01-01") }).map((at) => new Date(at).toISOString()),
        }),
        { numRuns: 12, seed: 7 },
      )
      .map((at) => ({ name: "at a random time", ...at })),
  ])("for rows of the days around an upload $name ($timeZone, $uploadedAt), known by the offsets the loader knows", async ({ timeZone, uploadedAt: at }) => {
    const uploadedAt = Date.parse(at);
    const dates = Array.from({ length: 6 * 24 * 4 }, (_, quarter) => new Date(uploadedAt + (quarter - 3 * 24 * 4) * 900_000)).map(
      (date) => `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}/${date.getUTCHours()}/${date.getUTCMinutes()}/${date.getUTCSeconds()}`,
    );
    const days = dates.map((date) => date.split("/").slice(0, 3).join("/"));
    const text = `Date\tOrders\n${[...dates, ...new Set(days)].map((date) => `${date}\t1\n`).join("")}`;
    const by = {
      type: "summary",
      mode: "lenient",
      dateFormat: "month_first",
      hashLines: "comments",
      returnPrices: "negative",
      timeZone,
      calendar: calendarOf(timeZone),
      uploadedAt,
    } as const;
    const { judged, found } = await engineVerdicts(text, { ...by, daysOf: (loaded) => loaded });
    const expected = pureVerdicts(text, by).map(({ line, verdict }) =>
      verdict.kind === "kept"
        ? { line: line.number, text: line.text, code: "", at: verdict.row.at }
        : { line: line.number, text: line.text, code: verdict.rejection.code, at: expect.any(Number) as number },
    );
    expect(found?.rejected).toBe(expected.filter(({ code }) => code !== "").length);
    expect(judged.map(({ line, text: row, code, at: time }) => ({ line, text: row, code, at: time }))).toEqual(expected);
  });

  test("UL3 for ids under random rules", async () => {
    const read = {
      name: "testReadIds",
      text: `SELECT ${readIdSql("id")} AS read FROM (SELECT arrayJoin({ids:Array(String)}) AS id)`,
      params: IdRuleParameters.extend({ ids: z.array(z.string()) }),
      row: z.object({ read: z.string() }),
    } satisfies NamedQuery;
    const id = fc.string({ unit: fc.constantFrom("0", "0", "1", "a", "B", "S", "O", "-", " ", "\u00a0", "É", "'", "\\"), maxLength: 8 });
    const rule = fc.record({
      blanks: fc.constantFrom("kept" as const, "left_out" as const),
      removePrefix: fc.constantFrom("", "SO-", "0", "a"),
      zeros: fc.constantFrom("kept" as const, "left_out" as const),
      letters: fc.constantFrom("kept" as const, "lower" as const, "upper" as const),
      addPrefix: fc.constantFrom("", "call_", "0'\\"),
    });
    for (const [given, ids] of fc.sample(fc.tuple(rule, fc.array(id, { minLength: 30, maxLength: 60 })), { numRuns: 25, seed: 9 })) {
      const found = await warehouse.rows(read, { ...idRuleParameters(given), ids });
      expect(found.map((row) => row.read)).toEqual(ids.map((one) => readIdBy(given, one)));
    }
  });
});
