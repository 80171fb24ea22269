import { expect, test } from "vitest";
import { rowsOf, withCell, withCellBack, withCells } from "./drafts.ts";

const row = (line: number, cells: string[]) => ({ line, cells, faults: [] });

test("FU23 a row that is as it was again is not sent, and the others are sent by line", () => {
  const first = withCell(new Map(), { row: row(7, ["a", "b"]), at: 1, value: "c" });
  const both = withCell(first, { row: row(3, ["x", "y"]), at: 0, value: "z" });
  expect(rowsOf(both, 2)).toEqual([
    { line: 3, cells: ["z", "y"] },
    { line: 7, cells: ["a", "c"] },
  ]);
  expect(rowsOf(withCell(both, { row: row(7, ["a", "b"]), at: 1, value: "b" }), 2)).toEqual([{ line: 3, cells: ["z", "y"] }]);
});

test("FU23 emptied cells beyond the header are left out, blank ones within it are kept", () => {
  const drafts = withCell(new Map(), { row: row(2, ["a", "", "9"]), at: 2, value: "" });
  expect(rowsOf(drafts, 2)).toEqual([{ line: 2, cells: ["a", ""] }]);
  expect(rowsOf(withCell(new Map(), { row: row(2, ["a"]), at: 2, value: "c" }), 3)).toEqual([{ line: 2, cells: ["a", "", "c"] }]);
  expect(rowsOf(withCells(new Map(), { row: row(2, ["a"]), cells: ["a", "", ""] }), 3)).toEqual([{ line: 2, cells: ["a", "", ""] }]);
});

test("FU23 a cell is put back as it was; one that the row did not have stays missing", () => {
  const short = row(4, ["a"]);
  expect(withCellBack(new Map(), { row: short, at: 2 }).size).toBe(0);
  const changed = withCell(new Map(), { row: short, at: 0, value: "b" });
  expect(withCellBack(changed, { row: short, at: 2 })).toBe(changed);
  expect(withCellBack(changed, { row: short, at: 0 }).size).toBe(0);
});
