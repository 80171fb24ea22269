import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planHeader, type FilePlan } from "../datasources/header.ts";
import { judgeRow, type Judgement } from "./row.ts";
import { calendarOf } from "../calendar/zone.ts";

const UPLOADED_AT = Date.parse("2024-08-01T09:00:00Z");

function plan(header: string): FilePlan {
  const planned = planHeader(header);
  if (planned.kind === "failure") throw new Error(planned.failure.code);
  return planned.plan;
}
function judge(header: string, text: string, by: Partial<Judgement> = {}) {
  const timeZone = by.timeZone ?? "Europe/Amsterdam";
  return judgeRow(text, {
    plan: plan(header),
    type: "transactionid",
    mode: "lenient",
    dateFormat: "month_first",
    returnPrices: "negative",
    timeZone,
    calendar: calendarOf(timeZone),
    uploadedAt: UPLOADED_AT,
    ...by,
  });
}
const at = (cell: string) => {
  const verdict = judge("Date\tPrice", `${cell}\t1`);
  return verdict.kind === "kept" ? new Date(verdict.row.at).toISOString() : verdict.rejection.code;
};
const code = (header: string, text: string, by: Partial<Judgement> = {}) => {
  const verdict = judge(header, text, by);
  return verdict.kind === "kept" ? "kept" : verdict.rejection;
};

describe("a row", () => {
  test("is kept with its values by the names of reports; blank cells are absent", () => {
    expect(
      judge(
        "Date\tEvar 1\tEvar 2\tTracking Code\tZip\tProduct\tCategory\ttransactionID\tVisitorID\tOrders\tPrice\tQuantity\tEvent 3",
        "07/24/2024\t blue \t\tspring\t1011\tboots\tshoes\t003456\tc-1\t1\t+007.50\t-0\t",
      ),
    ).toEqual({
      kind: "kept",
      row: {
        at: Date.parse("2024-07-24T10:00:00Z"),
        day: Date.UTC(2024, 6, 24),
        dims: { evar1: "blue", campaign: "spring", zip: "1011" },
        product: "boots",
        category: "shoes",
        transactionId: "003456",
        visitorId: "c-1",
        metrics: { orders: "1", revenue: "7.5", units: "0" },
      },
    });
  });
  test("IR2 keeps as much of a value as a hit does, in whole characters", () => {
    const verdict = judge(
      "Date\tEvar 1\tEvar 2\tZip\tProduct\tCategory\tMarketing Channel\tMarketing Channel Detail\tPrice",
      ["07/24/2024", "é".repeat(200), `${"x".repeat(254)} y`, "z".repeat(60), "👍".repeat(26), "c".repeat(101), "m".repeat(101), "d".repeat(256), "1"].join(
        "\t",
      ),
    );
    expect(verdict).toMatchObject({
      row: {
        dims: {
          evar1: "é".repeat(127),
          evar2: "x".repeat(254),
          zip: "z".repeat(50),
          marketingchannel: "m".repeat(100),
          marketingchanneldetail: "d".repeat(255),
        },
        product: "👍".repeat(25),
        category: "c".repeat(100),
      },
    });
  });
  test("A40 A41 FF12 FF13 FF14 without a time is at noon, with one at that second, in the suite's zone", () => {
    expect(at("07/24/2024")).toBe("2024-07-24T10:00:00.000Z");
    expect(at("07/24/2024/06/05/09")).toBe("2024-07-24T04:05:09.000Z");
    expect(at("7/4/2024/6/5/9")).toBe("2024-07-04T04:05:09.000Z");
    expect(at("02/29/2024")).toBe("2024-02-29T11:00:00.000Z");
  });
  test.each([
    "2024-07-24",
    "13/01/2024",
    "00/10/2024",
    "02/30/2023",
    "02/29/2023",
    "07/24/24",
    "07/24/2024/24/00/00",
    "07/24/2024/10/60/00",
    "07/24/2024/10/00",
    "07/24/1969",
    "x",
    "07/24/2024 10:00",
    "007/24/2024",
  ])("FF12 the date %j is not understood", (cell) => {
    expect(at(cell)).toBe("date.format");
  });
  test("A42 FF15 without a date is rejected", () => expect(code("Date\tPrice", "\t1")).toEqual({ code: "date.missing", column: "Date", value: "" }));
  test("A63 FF16 in the future is rejected, today's without a time is not", () => {
    expect(at("08/01/2024")).toBe("2024-08-01T10:00:00.000Z");
    expect(at("08/02/2024")).toBe("date.future");
    expect(at("08/01/2024/11/10/00")).toBe("2024-08-01T09:10:00.000Z");
    expect(at("08/01/2024/11/10/01")).toBe("date.future");
    expect(at("01/01/2190")).toBe("date.future");
  });
  test("A37 FF7 with another number of cells than the header is rejected", () => {
    expect(code("Date\tEvar 1\tEvar 2\tEvar 3\tPrice", "07/24/2024\ta\tb\t1")).toEqual({ code: "row.cells", column: null, value: "4" });
    expect(code("Date\tPrice", "07/24/2024\t1\t")).toMatchObject({ code: "row.cells" });
  });
  test("A44 FF9 of 4,096 bytes is kept, of 4,097 rejected; bytes, not characters", () => {
    const row = (bytes: number) => `07/24/2024\t1\t${"é".repeat((bytes - 13) / 2)}${bytes % 2 === 0 ? "x" : ""}`;
    expect(code("Date\tPrice\tEvar 1", row(4096))).toBe("kept");
    expect(code("Date\tPrice\tEvar 1", row(4097))).toEqual({ code: "row.too_long", column: null, value: "4097" });
  });
  test("A38 FF11 with a semicolon in a dimension is rejected", () => {
    expect(code("Date\tEvar 1\tPrice", "07/24/2024\tred;blue\t1")).toEqual({ code: "dimension.semicolon", column: "Evar 1", value: "red;blue" });
    for (const header of ["Product", "Category", "transactionID", "VisitorID", "Zip", "Marketing Channel"])
      expect(code(`Date\t${header}\tPrice`, "07/24/2024\ta;b\t1")).toMatchObject({ code: "dimension.semicolon", column: header });
  });
  test("A45 FF10 needs a metric; a dimension only in strict mode", () => {
    expect(code("Date\tEvar 1\tPrice", "07/24/2024\ta\t")).toEqual({ code: "row.no_metric", column: null, value: "" });
    expect(code("Date\tEvar 1\tPrice", "07/24/2024\t\t1")).toBe("kept");
    expect(code("Date\tEvar 1\tPrice", "07/24/2024\t\t1", { mode: "strict" })).toEqual({ code: "row.no_dimension", column: null, value: "" });
    expect(code("Date\ttransactionID\tPrice", "07/24/2024\tT1\t1", { mode: "strict" })).toBe("kept");
  });
  test("RT3 RT7 of a source of refunds names its order; without more it needs no metric", () => {
    const refund = { type: "refund" } as const;
    expect(code("Date\ttransactionID\tPrice", "07/24/2024\tT1\t", refund)).toBe("kept");
    expect(code("Date\ttransactionID\tPrice", "07/24/2024\tT1\t", { ...refund, mode: "strict" })).toBe("kept");
    expect(code("Date\ttransactionID\tPrice", "07/24/2024\t\t-5", refund)).toEqual({ code: "refund.no_order", column: null, value: "" });
    expect(code("Date\tVisitorID\tPrice", "07/24/2024\tc1\t-5", refund)).toEqual({ code: "refund.no_order", column: null, value: "" });
    expect(code("Date\ttransactionID\tQuantity\tPrice", "07/24/2024\tT1\t-1\t5", refund)).toMatchObject({ code: "row.signs" });
  });
  test("A33 A34 may be a return, and its price is the total of the line", () => {
    expect(judge("Date\tOrders\tPrice", "07/24/2024\t-1\t-50")).toMatchObject({ row: { metrics: { orders: "-1", revenue: "-50" } } });
    expect(judge("Date\tQuantity\tPrice", "07/24/2024\t3\t10")).toMatchObject({ row: { metrics: { units: "3", revenue: "10" } } });
  });
  test.each(["1", "-1", "+1", "0", "007", "12.5", ".5", "-.5", "2.5000000", "99999999999999.9999"])("FF23 %j is a number", (cell) =>
    expect(code("Date\tPrice", `07/24/2024\t${cell}`)).toBe("kept"),
  );
  test.each(["0x10", "--1", "12 3", "5%", ".", "-", "NaN", "Infinity", "100000000000000", "١"])("FF23 %j is not a number", (cell) => {
    expect(code("Date\tPrice", `07/24/2024\t${cell}`)).toEqual({ code: "metric.not_a_number", column: "Price", value: cell });
  });
  test("SN6 has one transaction id, of at most 100 bytes", () => {
    expect(code("Date\ttransactionID\tPrice", "07/24/2024\tT1,T2\t1")).toMatchObject({ code: "transactionid.several", value: "T1,T2" });
    expect(code("Date\ttransactionID\tPrice", `07/24/2024\t${"x".repeat(101)}\t1`)).toMatchObject({ code: "transactionid.too_long" });
    expect(code("Date\tVisitorID\tPrice", `07/24/2024\t${"é".repeat(51)}\t1`)).toMatchObject({ code: "visitorid.too_long" });
  });
  test("FF25 is rejected for its first fault: the line, the date, then cells from left to right", () => {
    expect(code("Price\tEvar 1\tDate", "x\ta;b\tnever")).toMatchObject({ code: "date.format" });
    expect(code("Price\tEvar 1\tDate", "x\ta;b\t07/24/2024")).toMatchObject({ code: "metric.not_a_number" });
    expect(code("Evar 1\tPrice\tDate", "a;b\tx\t07/24/2024")).toMatchObject({ code: "dimension.semicolon" });
  });
  test("quotes at most 200 characters of a cell", () => {
    expect(code("Date\tPrice", `07/24/2024\t${"😀".repeat(300)}`)).toMatchObject({ value: "😀".repeat(200) });
  });
  test("10,000 random lines are kept or rejected, never an exception", () => {
    const by: Judgement = {
      plan: plan("Date\tEvar 1\ttransactionID\tVisitorID\tPrice\tEvent 1"),
      type: "transactionid",
      mode: "strict",
      dateFormat: "month_first",
      returnPrices: "negative",
      timeZone: "Europe/Amsterdam",
      calendar: calendarOf("Europe/Amsterdam"),
      uploadedAt: UPLOADED_AT,
    };
    const part = fc.oneof(
      fc.constantFrom("\t", "\t", "\t", "07/24/2024", "2/30/2024", "1/1/2024/2/30/0", ";", ",", "-1.5", " ", "1970"),
      fc.string({ unit: "binary", maxLength: 8 }),
    );
    expect(() =>
      fc.assert(
        fc.property(fc.array(part, { maxLength: 16 }), (parts) => ["kept", "rejected"].includes(judgeRow(parts.join(""), by).kind)),
        { numRuns: 10_000 },
      ),
    ).not.toThrow();
  });
});
