import type { FileMapping, WrittenDate } from "@rapport/contract/data-sources";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCell } from "../../values/read-cell.ts";
import { planHeader } from "../header.ts";
import { readDate } from "../rejection.ts";
import { guessDelimiter, guessEncoding, guessMapping } from "./guess-mapping.ts";
import { mapAmount } from "./map-amount.ts";
import { mapDate } from "./map-date.ts";
import { planMapping, wrongMapping, type MappingPlan } from "./map-rows.ts";

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
    { from: "Bedrag", to: "Price", turned: true },
    { from: "Filiaal", to: "Evar 1", turned: false },
    { from: "Kassa", to: null, turned: false },
  ],
  constants: [{ to: "Evar 2", value: "till" }],
  others: "refuse",
};
const NAMES = ["Bon", "Datum", "Bedrag", "Filiaal", "Kassa"];

function planOf(names: readonly string[] = NAMES, mapping: FileMapping = MAPPING): MappingPlan {
  const planned = planMapping(names, { mapping, own: "month_first" });
  if (planned.kind === "failure") throw new Error(planned.failure.code);
  return planned.plan;
}
const failureOf = (names: readonly string[], change: Partial<FileMapping> = {}) => {
  const planned = planMapping(names, { mapping: { ...MAPPING, ...change }, own: "month_first" });
  return planned.kind === "failure" ? planned.failure : undefined;
};

describe("FF29 a row", () => {
  test("is written in the source's own format, the date first, so that no line begins like a comment", () => {
    const plan = planOf();
    expect(plan.header).toBe("Date\ttransactionID\tPrice\tEvar 1\tEvar 2");
    expect(plan.row(["#12", "24-07-2026", "1.234,56", "Oude Kerk", "3"])).toEqual({ text: "07/24/2026\t#12\t-1234.56\tOude Kerk\ttill", fault: null });
    expect(plan.row(["7", "4-7-2026 9:05", "-5", "", ""])).toEqual({ text: "07/04/2026/09/05/00\t7\t5\t\ttill", fault: null });
    expect(planMapping(NAMES, { mapping: MAPPING, own: "day_first" })).toMatchObject({ kind: "plan" });
  });
  test("begins with the date also when that is the same for all", () => {
    const columns = MAPPING.columns.filter(({ to }) => to !== "Date");
    const plan = planOf(NAMES, { ...MAPPING, others: "leave_out", columns, constants: [...MAPPING.constants, { to: "Date", value: "01/31/2026" }] });
    expect(plan.header).toBe("Date\ttransactionID\tPrice\tEvar 1\tEvar 2");
    expect(plan.row(["#1001", "", "5", "", ""])).toEqual({ text: "01/31/2026\t#1001\t-5\t\ttill", fault: null });
  });
  test.each([
    ["comma", "0.500"],
    ["comma", "012.345"],
    ["point", "0,125"],
  ] as const)("with decimals after a %s does not read %s as thousands", (decimals, written) => {
    expect(mapAmount(written, { decimals, turned: false })).toBeNull();
  });
  test("that cannot be mapped is told with its own value, and written so that it is never read as something else", () => {
    const plan = planOf();
    expect(plan.row(["7", "12/13/2026", "5", "", ""])).toEqual({
      text: "?12/13/2026\t7\t-5\t\ttill",
      fault: { column: "Date", value: "12/13/2026", fault: { code: "date.not_as_mapped", params: { written: "DD-MM-YYYY" } } },
    });
    expect(plan.row(["7", "24-07-2026", "1.23,4", "", ""])).toEqual({
      text: "07/24/2026\t7\t?1.23,4\t\ttill",
      fault: { column: "Price", value: "1.23,4", fault: { code: "metric.not_as_mapped", params: { decimals: "comma" } } },
    });
    expect(plan.row(["7", "24-07-2026", "5"])).toMatchObject({
      text: "07/24/2026\t7\t-5\t\ttill\t?",
      fault: { fault: { code: "row.cells", params: { found: 3, expected: 5 } } },
    });
    expect(plan.row(["7", "", "five", "", ""])).toEqual({ text: "\t7\t?five\t\ttill", fault: expect.objectContaining({ column: "Price" }) as unknown });
  });
  test("of a workbook may lack blank cells at its end, not have more than its header", () => {
    const planned = planMapping([...NAMES, ""], { mapping: MAPPING, own: "month_first", isExact: false });
    if (planned.kind === "failure") throw new Error(planned.failure.code);
    expect(planned.plan.row(["7", 46_227, 12.5])).toEqual({ text: "07/24/2026\t7\t-12.5\t\ttill", fault: null });
    expect(planned.plan.row(["7", 46_227.75, 0.1 + 0.2, 12_345])).toEqual({ text: "07/24/2026/18/00/00\t7\t-0.3\t12345\ttill", fault: null });
    expect(planned.plan.row(["7", 46_227, 1, "", "", "x"])).toMatchObject({ fault: { fault: { code: "row.cells" } } });
  });
  test("keeps every value as the one reading of cells reads it, whatever it holds", () => {
    const plan = planOf();
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 30 }), fc.constantFrom("", '"', "\t", "\n", "#", "\uFEFF"), (word, odd) => {
        const value = odd + word + odd;
        const cells = plan.row([value, "24-07-2026", "1", value, ""]).text.split("\t");
        return (
          cells.length === 5 &&
          readCell(cells[1] ?? "") === readCell(`"${value.replaceAll('"', '""')}"`) &&
          !plan.row([value, "24-07-2026", "1", "", ""]).text.includes("\n")
        );
      }),
      { numRuns: 5_000 },
    );
  });
});

describe("FF29 a header", () => {
  test.each([
    ["without a column of the mapping", ["Bon", "Datum", "Filiaal", "Kassa"], {}, { code: "mapping.column_missing", params: { column: '"Bedrag"' } }],
    ["with another column", [...NAMES, "Korting"], {}, { code: "mapping.column_unknown", params: { column: '"Korting"', position: 6 } }],
    ["with another column that is left out", [...NAMES, "Korting"], { others: "leave_out" as const }, undefined],
    ["with a mapped column twice", [...NAMES, "BEDRAG"], {}, { code: "header.duplicate", params: { column: '"Bedrag"' } }],
    ["with blanks and another case", [" bon", "DATUM", "bedrag ", "Filiaal", "Kassa", ""], {}, undefined],
    ["of ten thousand columns", [...NAMES, ...Array.from({ length: 10_000 }, (_, i) => `c${i}`)], { others: "leave_out" as const }, undefined],
  ])("%s", (_what, names, change, failure) => expect(failureOf(names, change)).toEqual(failure));
  test("that the mapping cannot make is refused before it is kept", () => {
    const wrong = (columns: Partial<FileMapping["columns"][number]>[]) =>
      wrongMapping({ columns: columns.map((one) => ({ from: "a", to: null, turned: false, ...one })), constants: [] })?.code;
    expect(wrong([{ to: "Price" }])).toBe("header.no_date");
    expect(wrong([{ to: "Date" }, { from: "b", to: "Price" }, { from: "c", to: "price" }])).toBe("header.duplicate");
    expect(wrong([{ to: "Date" }, { from: "A ", to: "Price" }])).toBe("header.duplicate");
    expect(wrong([{ to: "Date" }, { from: "b", to: "Foo" }])).toBe("header.unknown");
    expect(wrong([{ to: "Date" }, { from: "b", to: "Evar 7" }])).toBeUndefined();
  });
});

describe("FF29 a date", () => {
  const own = "month_first";
  test.each([
    ["2026-07-24", "YYYY-MM-DD", "07/24/2026"],
    ["2026-07-24T18:05:09", "YYYY-MM-DD", "07/24/2026/18/05/09"],
    ["2026-07-24 18:05", "YYYY-MM-DD", "07/24/2026/18/05/00"],
    ["24.7.2026", "DD.MM.YYYY", "07/24/2026"],
    ["24/07/2026", "DD/MM/YYYY", "07/24/2026"],
    ["7/4/2026", "MM/DD/YYYY", "07/04/2026"],
    ["20260724", "YYYYMMDD", "07/24/2026"],
    [20_260_724, "YYYYMMDD", "07/24/2026"],
    ["46227", "serial", "07/24/2026"],
    ["46227,5", "serial", "07/24/2026/12/00/00"],
    [46_227.000_01, "DD-MM-YYYY", "07/24/2026/00/00/01"],
    ["2026-02-30", "YYYY-MM-DD", null],
    ["24-07-26", "DD-MM-YYYY", null],
    ["07/24/2026", "DD/MM/YYYY", null],
    ["2026-07-24T25:00", "YYYY-MM-DD", null],
    ["2026-07-24T10:00Z", "YYYY-MM-DD", null],
    ["yesterday", "serial", null],
  ] as const)("%s as %s is %s", (cell, dates, expected) => expect(mapDate(cell, { dates, own })).toBe(expected));
  test("of workbooks that count from 1904 is four years later", () => expect(mapDate(44_765, { dates: "serial", own, counts1904: true })).toBe("07/24/2026"));
  test("of any day is read back by the source's own reading, in both orders", () => {
    const two = (number: number) => String(number).padStart(2, "0");
    const WAYS: Readonly<Record<Exclude<WrittenDate, "serial">, (y: number, m: number, d: number) => string>> = {
      "YYYY-MM-DD": (y, m, d) => `${y}-${two(m)}-${two(d)}`,
      "DD-MM-YYYY": (y, m, d) => `${two(d)}-${two(m)}-${y}`,
      "DD.MM.YYYY": (y, m, d) => `${d}.${m}.${y}`,
      "DD/MM/YYYY": (y, m, d) => `${d}/${m}/${y}`,
      "MM/DD/YYYY": (y, m, d) => `${two(m)}/${two(d)}/${y}`,
      "YYYY/MM/DD": (y, m, d) => `${y}/${two(m)}/${d}`,
      YYYYMMDD: (y, m, d) => `${y}${two(m)}${two(d)}`,
    };
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 70_000 }),
        fc.constantFrom(...(Object.keys(WAYS) as (keyof typeof WAYS)[])),
        fc.constantFrom("month_first" as const, "day_first" as const),
        (days, dates, order) => {
          const at = new Date(days * 86_400_000);
          const text = WAYS[dates](at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate());
          const read = readDate(mapDate(text, { dates, own: order }) ?? "", order);
          const serial = readDate(mapDate(days + 25_569, { dates, own: order }) ?? "", order);
          return read.kind === "date" && read.day === at.getTime() && serial.kind === "date" && serial.day === at.getTime();
        },
      ),
      { numRuns: 3_000 },
    );
  });
});

describe("FF29 an amount", () => {
  test.each([
    ["1.234,56", "comma", "1234.56"],
    ["1.234", "comma", "1234"],
    ["1,234", "comma", "1.234"],
    ["1,234", "point", "1234"],
    ["1.234", "point", "1.234"],
    ["1 234 567,8", "comma", "1234567.8"],
    ["1'234.5", "point", "1234.5"],
    ["-59,90", "comma", "-59.90"],
    ["\u20ac 59,90-", "comma", "\u20ac 59.90-"],
    ["(1.234,56)", "comma", "(1234.56)"],
    [",5", "comma", ".5"],
    ["", "comma", ""],
    ["five", "comma", "five"],
    ["1.23,4", "comma", null],
    ["1,234.56", "comma", null],
    ["1.2.3", "point", null],
    ["12,34", "point", null],
    [59.899999999999999, "comma", "59.9"],
  ] as const)("%s after a %s is %s", (cell, decimals, expected) => expect(mapAmount(cell, { decimals, turned: false })).toBe(expected));
  test.each([
    ["5", "-5"],
    ["-5,10", "5.1"],
    ["(5)", "5"],
    ["", ""],
    ["five", null],
  ])("%s turned is %s", (cell, expected) => expect(mapAmount(cell, { decimals: "comma", turned: true })).toBe(expected));
});

describe("a guess at a mapping", () => {
  test("finds the sign between cells, the characters, the columns, the dates and the decimals", () => {
    expect(guessDelimiter('Datum;"a,b,c,d";Bedrag')).toBe("semicolon");
    expect(guessDelimiter("a|b|c")).toBe("bar");
    expect(guessEncoding(Buffer.from("a\0b\0c\0d\0"))).toBe("utf-16le");
    expect(guessEncoding(Buffer.from("\0a\0b\0c\0d"))).toBe("utf-16be");
    expect(guessEncoding(Buffer.from([...Buffer.from("caf"), 0xe9, ...Buffer.from(" au lait")]))).toBe("windows-1252");
    expect(guessEncoding(Buffer.from("caf\u00e9 au lait"))).toBe("auto");
    const layout = { delimiter: "semicolon", encoding: "auto", sheet: "", skippedLines: 0 } as const;
    const guess = guessMapping({
      ...layout,
      names: ["Bonnummer", "Datum", "Bedrag", "evar12", "Kassa", ""],
      rows: [["1", "24-07-2026", "12,50", "x", "3", ""]],
      own: "month_first",
    });
    expect(guess).toEqual({
      ...layout,
      dates: "DD-MM-YYYY",
      decimals: "comma",
      columns: [
        { from: "Bonnummer", to: "transactionID", turned: false },
        { from: "Datum", to: "Date", turned: false },
        { from: "Bedrag", to: "Price", turned: false },
        { from: "evar12", to: "Evar 12", turned: false },
        { from: "Kassa", to: null, turned: false },
      ],
      constants: [],
      others: "refuse",
    });
    expect(planHeader(guess.columns.flatMap(({ to }) => to ?? []).join("\t")).kind).toBe("plan");
  });
});

describe("FF33 an error of a spreadsheet", () => {
  const errors = ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", " #n/a ", "#N/B", "#DEEL/0!", "#ERROR!", "#ADDR!", "Err:502"];
  test.each(errors)("%j is no date, number or id, and stays the text of a dimension", (error) => {
    const plan = planOf();
    const { text, fault, further = [] } = plan.row([error, error, error, error, ""]);
    expect([fault, ...further].map((one) => [one?.column, one?.fault.code])).toEqual([
      ["Date", "cell.spreadsheet_error"],
      ["transactionID", "cell.spreadsheet_error"],
      ["Price", "cell.spreadsheet_error"],
    ]);
    // What could not be mapped is never read as an id.
    expect(text.split("\t").slice(0, 3)).toEqual([`?${error.trim()}`, `?;${error.trim()}`, `?${error.trim()}`]);
  });
  test.each(["#12", "N/A!", "#REF! 7", "#N/A1", "Err:5", "Err:502a"])("is not %j", (value) => {
    expect(planOf().row([value, "24-07-2026", "5", "", ""]).fault).toBeNull();
  });
});

describe("FF34 the order of day and month", () => {
  const order = (dates: WrittenDate, cell: string | number) => planOf(NAMES, { ...MAPPING, dates }).orderOf(["7", cell, "5", "", ""]);
  test.each([
    ["DD-MM-YYYY", "24-07-2026", "as_mapped"],
    ["DD-MM-YYYY", "07-24-2026 09:05", "swapped"],
    ["DD-MM-YYYY", "07-08-2026", null],
    ["DD-MM-YYYY", "32-13-2026", null],
    ["DD-MM-YYYY", "07-32-2026", null],
    ["MM/DD/YYYY", "24/07/2026", "swapped"],
    ["YYYY-MM-DD", "2026-24-07", "swapped"],
    ["YYYYMMDD", "20260724", "as_mapped"],
    ["serial", "46227", null],
  ] as const)("%s: %s is %s", (dates, cell, expected) => expect(order(dates, cell)).toBe(expected));
  test("no number of a workbook has one", () => expect(order("DD-MM-YYYY", 46_227)).toBeNull());
});
