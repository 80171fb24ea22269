import fc from "fast-check";
import { expect, test } from "vitest";
import { attributeCell, codesCell, flagCell, numbersCell, textCell } from "./cells.ts";
import { csvLine, plainCell, safeCell } from "./safe-cell.ts";
import { separatorOf } from "./separator.ts";

/** Texts that begin with what a spreadsheet looks at, as often as not. */
const odd = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: fc.constantFrom("'", "=", "+", "-", "@", " ", "\t", "\r", "\n", "＝", "\u2212", "\u200B", "a", '"', ",") }),
);

test("IE4 every text comes back as it was, and none of them is a formula in a spreadsheet", () => {
  fc.assert(
    fc.property(odd, (text) => {
      expect(plainCell(safeCell(text))).toBe(text);
      expect(safeCell(text)).not.toMatch(/^[\s\u200B]*[=+\-@＝＋－＠\u2212]/);
    }),
    { numRuns: 2_000 },
  );
});

test("IE4 a line holds its cells, whatever they hold", () => {
  expect(csvLine(["a", "=1", 'say "hi"', "two\nlines", " blank", "x;y"], ";")).toBe('a;\'=1;"say ""hi""";"two\nlines";" blank";"x;y"\r\n');
  expect(csvLine(["x;y", "a,b"], ",")).toBe('x;y,"a,b"\r\n');
});

test("IE1 values of every form come back from their cells", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom("|", "\\", "a", "é", " ", "-") }).map((text) => text.trim())), (texts) => {
      const filled = texts.filter((text) => text !== "");
      const form = attributeCell({ type: "text", multiple: true });
      expect(form.read(form.write(filled))).toEqual(filled.length === 0 ? null : filled);
    }),
    { numRuns: 2_000 },
  );
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const form = attributeCell({ type: "decimal", multiple: false });
      // A cell has no negative zero.
      expect(form.read(form.write(value))).toBe(value === 0 ? 0 : value);
    }),
  );
  const money = attributeCell({ type: "currency", multiple: false });
  expect(money.read(money.write({ amount: "-12.5", currency: "EUR" }))).toEqual({ amount: "-12.5", currency: "EUR" });
  expect([codesCell.read(codesCell.write(["a", "b-c"])), numbersCell.read(numbersCell.write([712, 713]))]).toEqual([
    ["a", "b-c"],
    [712, 713],
  ]);
});

test("IE3 an empty cell is null, and a cell that is not of its form stays as it is", () => {
  for (const form of [textCell, flagCell, codesCell, numbersCell]) expect([form.read(""), form.read("  ")]).toEqual([null, null]);
  expect(["TRUE", "Ja", "waar", "0", "onwaar", "maybe"].map(flagCell.read)).toEqual([true, true, true, false, false, "maybe"]);
  expect(numbersCell.read("712; 7x3")).toEqual([712, "7x3"]);
  expect(codesCell.read("a, b|c  d")).toEqual(["a", "b", "c", "d"]);
  expect(attributeCell({ type: "decimal", multiple: false }).read("1,5")).toBe("1,5");
});

test("IE2 the separator is the one that names most columns", () => {
  const divided = { ",": ["code;name", "x"], ";": ["code", "name,x"], "\t": ["code;name,x"] };
  expect(separatorOf(divided, ["code", "name"])).toBe(";");
  expect(separatorOf({ ",": ["code"], ";": ["code"], "\t": null }, ["code"])).toBe(",");
});
