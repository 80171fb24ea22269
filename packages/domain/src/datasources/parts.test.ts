import { expect, test } from "vitest";
import { readCell } from "../values/read-cell.ts";
import { headerOfParts, isJobName, takePart, type Part, type TakenPart } from "./parts.ts";

const LIMITS = { most: 3, jobBytes: 60 };
const COLUMNS = ["Date", "Evar 1", "Event 1"];
const part = (...rows: Part["rows"]): Part => ({ columns: COLUMNS, rows });
const taken = (given: Part, open?: { columns: string[]; parts: number; bytes: number }): TakenPart =>
  takePart({ open, part: given, limits: LIMITS, reading: { hasComments: true } });

test("A53 the rows of a part are the lines of a file with its columns", () => {
  expect(headerOfParts(COLUMNS) + linesOf(taken(part(["10/19/2026", "a; b", 1], ["10/20/2026", null, "0"], ["10/20/2026", true, -1.5])))).toBe(
    "Date\tEvar 1\tEvent 1\n10/19/2026\ta; b\t1\n10/20/2026\t\t0\n10/20/2026\ttrue\t-1.5\n",
  );
  expect(linesOf(taken(part()))).toBe("");
});

test("A51 a job fails with the part that makes it too many, or too large", () => {
  const open = { columns: COLUMNS, parts: 2, bytes: 40 };
  expect(taken(part(["10/19/2026", "ab", "12"]), open).kind).toBe("kept");
  expect(taken(part(["10/19/2026", "ab", "12"]), { ...open, bytes: 43 }).kind).toBe("kept");
  expect(taken(part(["10/19/2026", "ab", "12"]), { ...open, bytes: 44 })).toMatchObject({ kind: "failed", failure: { code: "file.parts_too_large" } });
  // Two bytes, one character.
  expect(taken(part(["10/19/2026", "é", "12"]), { ...open, bytes: 44 })).toMatchObject({ kind: "failed" });
  expect(taken(part(), { ...open, parts: 3 })).toMatchObject({ kind: "failed", failure: { code: "file.too_many_parts", params: { most: 3 } } });
});

test("A52 a job's name has letters and digits, no slash", () => {
  expect(["Example data source upload", "returns_2026-11.v2", "rückgaben", "7"].filter((name) => !isJobName(name))).toEqual([]);
  expect(["a/b", "", "  ", "..", "a\\b", "a\tb", "a\nb", "a:b", "a*"].filter(isJobName)).toEqual([]);
});

test("columns are refused when there are none, others than before, none of a source, or no date", () => {
  const wrong = (columns: string[], open?: string[]) => {
    const answer = taken({ columns, rows: [] }, open && { columns: open, parts: 1, bytes: 1 });
    return answer.kind === "wrong_columns" ? answer.wrong : answer.kind;
  };
  expect(wrong([])).toEqual({ why: "none" });
  expect(wrong(COLUMNS, COLUMNS)).toBe("kept");
  expect(wrong(COLUMNS, ["Date", "Event 1", "Evar 1"])).toEqual({ why: "differ" });
  expect(wrong(COLUMNS.slice(0, 2), COLUMNS)).toEqual({ why: "differ" });
  expect(wrong(["Evar 1", "Event 1"])).toEqual({ why: "no_date" });
  expect(wrong(["Date", "eVar1", "Event 1"])).toEqual({ why: "unknown", column: '"eVar1"' });
  expect(wrong(["Date", "Event 1", "EVENT 1"])).toEqual({ why: "twice", column: '"EVENT 1"' });
  expect(wrong(["Date", "", "Event 1"])).toMatchObject({ why: "unknown" });
  expect(wrong(["Date", "Evar 1\tEvent 1"])).toMatchObject({ why: "unknown" });
  expect(wrong(["Date", "x".repeat(70_000)])).toEqual({ why: "too_long" });
});

test("a row with more or fewer cells, or a cell that no file can hold, is refused with its place", () => {
  expect(taken(part(["10/19/2026", "a", "1"], ["10/19/2026", "a"]))).toEqual({ kind: "wrong_row", wrong: { why: "cells", row: 2, cells: 2, columns: 3 } });
  expect(["a\tb", "a\nb", "a\rb"].map((cell) => taken(part(["10/19/2026", cell, "1"])))).toEqual(
    Array.from({ length: 3 }, () => ({ kind: "wrong_row", wrong: { why: "split", row: 1, column: 2 } })),
  );
});

test("D12 quotes of a cell stay; a row that would be a comment or nothing, and a number that JSON already rounded, are refused", () => {
  const [, cell = ""] = linesOf(taken(part(["10/19/2026", '"Boots"', "1"]))).split("\t");
  expect([cell, readCell(cell)]).toEqual(['"""Boots"""', '"Boots"']);
  const wrong = (row: Part["rows"][number]) => {
    const answer = taken(part(row));
    return answer.kind === "wrong_row" ? answer.wrong : answer.kind;
  };
  expect(wrong([" ", null, ""])).toEqual({ why: "empty", row: 1 });
  expect(wrong(["#10/19/2026", "a", "1"])).toEqual({ why: "comment", row: 1 });
  expect(wrong(["10/19/2026", 2 ** 53, "1"])).toEqual({ why: "number", row: 1, column: 2 });
  expect(wrong(["10/19/2026", 2 ** 53 - 1, 0.1])).toBe("kept");
  const own = takePart({ open: undefined, part: part(["#1", "a", "1"]), limits: LIMITS, reading: { hasComments: false } });
  expect(linesOf(own)).toBe("#1\ta\t1\n");
});

function linesOf(answer: TakenPart): string {
  return answer.kind === "kept" ? answer.lines : JSON.stringify(answer);
}
