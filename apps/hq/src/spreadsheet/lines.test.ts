import { expect, test } from "vitest";
import { spreadsheetLines } from "./lines.ts";

const AS_IN_ENGLISH = { separator: ",", decimalSign: "." } as const;

test.each(["=1+1", "+31 6", "-5", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u200e=1", "\ufeff=1", "\u0000=1", "＝1", "－1", "\u22125"])(
  "S11 a text that begins like a formula gets an apostrophe in front, and is counted: %j",
  (text) => {
    const { text: written, neutral } = spreadsheetLines([[text, "x"]], AS_IN_ENGLISH);
    expect(written.replaceAll('"', "")).toBe(`'${text},x\r\n`);
    expect(neutral).toBe(1);
  },
);

test("S11 numbers and all other texts stay as they are", () => {
  expect(spreadsheetLines([["Boots = warm", -5.5, 0.1 + 0.2, 1e21, -0, "'quoted'", "a@b"]], AS_IN_ENGLISH)).toEqual({
    text: "Boots = warm,-5.5,0.3,1000000000000000000000,0,'quoted',a@b\r\n",
    neutral: 0,
  });
});

test("a cell with a separator, a quote or a line end stands in quotes, and decimals are written as the person reads them", () => {
  const rows = [['12" boot, "red"', "a;b", 1.5]];
  expect(spreadsheetLines(rows, AS_IN_ENGLISH).text).toBe('"12"" boot, ""red""",a;b,1.5\r\n');
  expect(spreadsheetLines(rows, { separator: ";", decimalSign: "," }).text).toBe('"12"" boot, ""red""";"a;b";1,5\r\n');
});
