import { expect, test } from "vitest";
import { isRowFound, rowsOfLines } from "./list-rows.ts";

const row = (value: string, en = "", nl = "") => ({ value, en, nl });

test("R40 many values come from lines with semicolons or tabs; those that are there already are counted", () => {
  expect(rowsOfLines("gold; Yellow gold; Geelgoud\n\nsilver\r\ntin\tTin\tTin\ngold;Again", [row("silver")])).toEqual({
    added: [row("gold", "Yellow gold", "Geelgoud"), row("tin", "Tin", "Tin")],
    known: 2,
    left: [],
  });
});

test("R40 lines without a value, or with more than two names, are left to be mended", () => {
  expect(rowsOfLines("; Yellow gold\ntin;Tin;Tin;metal\n;;\nzinc;Zinc;;", [])).toEqual({
    added: [row("zinc", "Zinc")],
    known: 0,
    left: ["; Yellow gold", "tin;Tin;Tin;metal"],
  });
});

test("R40 a value of a long list is found by its value and by its names", () => {
  expect(["GOLD", "geel", " ", "tin"].map((typed) => isRowFound(row("gold", "Yellow gold", "Geelgoud"), typed))).toEqual([true, true, true, false]);
});
