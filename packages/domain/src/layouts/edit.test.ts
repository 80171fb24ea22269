import type { LayoutButton, LayoutGrid } from "@rapport/contract/layouts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { addedButton, gridOnScreen, movedButton, reflowed, reshapedGrid, type Edited } from "./edit.ts";
import { judgeSizes } from "./judge.ts";
import { lackedElsewhere, withButtons } from "./missing.ts";

const look = { text: null, tooltip: null, colour: "plain", icon: null } as const;
const empty: LayoutGrid = { screen: "welcome", rows: 2, columns: 2, buttons: [] };
const area = (row: number, column: number, rowSpan = 1, columnSpan = 1) => ({ row, column, rowSpan, columnSpan });
const add = (grid: LayoutGrid, operation: number, at?: ReturnType<typeof area>) => addedButton(grid, { button: { ...look, operation }, area: at });
const after = (edited: Edited) => (edited.kind === "done" ? edited.grid : edited.wrong.code);
const grid = (edited: Edited) => {
  if (edited.kind === "refused") throw new Error(edited.wrong.code);
  return edited.grid;
};
const judged = (one: LayoutGrid) => judgeSizes([{ kind: "full", width: 1024, height: 768, grids: [one] }]);

test("LA2 a button goes to the first free place, and a full grid gets a row; where it says a taken place it is refused", () => {
  let one = empty;
  for (const operation of [712, 602, 1215, 701, 602]) one = grid(add(one, operation));
  expect([one.rows, one.buttons.map(({ row, column }) => [row, column])]).toEqual([
    3,
    [
      [1, 1],
      [1, 2],
      [2, 1],
      [2, 2],
      [3, 1],
    ],
  ]);
  expect([after(add(one, 602, area(1, 1))), after(add(one, 602, area(4, 1))), after(add(one, 714)), after(add(one, 999))]).toEqual([
    "layout.overlap",
    "layout.outside",
    "layout.operation_nowhere",
    "layout.operation_unknown",
  ]);
});

test("a button that is put on another of its size changes places with it; a larger one is refused", () => {
  const two = grid(add(grid(add(empty, 712, area(1, 1))), 602, area(1, 2)));
  expect(grid(movedButton(two, { at: 0, area: area(1, 2) })).buttons.map(({ operation, column }) => [operation, column])).toEqual([
    [712, 2],
    [602, 1],
  ]);
  expect(after(movedButton(two, { at: 0, area: area(1, 1, 1, 2) }))).toBe("layout.overlap");
  expect(after(movedButton(two, { at: 0, area: area(3, 1) }))).toBe("layout.outside");
});

test("case 43 a grid with 712 does not become one of a sale, and does not lose a row that a button needs", () => {
  const one = grid(add(empty, 712, area(2, 1)));
  expect([after(gridOnScreen(one, "transaction")), after(reshapedGrid(one, { rows: 1, columns: 2 }))]).toEqual([
    "layout.operation_elsewhere",
    "layout.outside",
  ]);
  expect(after(gridOnScreen(grid(add(empty, 602)), "transaction"))).toMatchObject({ screen: "transaction" });
});

const step = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), operation: fc.constantFrom(712, 713, 602, 1215, 701, 714, 999) }),
  fc.record({
    kind: fc.constant("move" as const),
    at: fc.nat(8),
    row: fc.integer({ min: 0, max: 6 }),
    column: fc.integer({ min: 0, max: 6 }),
    rowSpan: fc.integer({ min: 0, max: 3 }),
    columnSpan: fc.integer({ min: 0, max: 3 }),
  }),
  fc.record({ kind: fc.constant("shape" as const), rows: fc.integer({ min: 1, max: 6 }), columns: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ kind: fc.constant("screen" as const), screen: fc.constantFrom("welcome" as const, "transaction" as const) }),
);

function taken(one: LayoutGrid, what: typeof step extends fc.Arbitrary<infer S> ? S : never): Edited {
  if (what.kind === "add") return add(one, what.operation);
  if (what.kind === "move")
    return movedButton(one, { at: what.at, area: area(what.row, what.column, Math.max(1, what.rowSpan), Math.max(1, what.columnSpan)) });
  return what.kind === "shape" ? reshapedGrid(one, what) : gridOnScreen(one, what.screen);
}

test("LA2 whatever somebody does in the designer, the grid can be drawn, and no button is lost", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let one = empty;
      for (const what of steps) {
        const edited = taken(one, what);
        if (edited.kind === "refused") continue;
        expect(edited.grid.buttons.length).toBeGreaterThanOrEqual(one.buttons.length);
        one = edited.grid;
        expect(judged(one)).toEqual([]);
      }
    }),
  );
});

test("buttons in fewer columns keep their order, and stand on no other", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(712, 602, 701), { maxLength: 12 }), fc.integer({ min: 1, max: 4 }), (operations, columns) => {
      let one: LayoutGrid = { ...empty, columns: 4, rows: 3 };
      for (const operation of operations) one = grid(add(one, operation));
      const narrow = reflowed(one, columns);
      expect(judged(narrow)).toEqual([]);
      expect(narrow.buttons.map(({ operation }: LayoutButton) => operation)).toEqual(operations);
    }),
  );
});

test("LA1 of the buttons of a size it is told which other sizes lack, and they are added there at free places", () => {
  const full = grid(add(grid(add(empty, 712)), 602));
  const sizes = [
    { kind: "full" as const, width: 1024, height: 768, grids: [full] },
    { kind: "compact" as const, width: 390, height: 844, grids: [grid(add(empty, 712))] },
    { kind: "compact" as const, width: 844, height: 390, grids: [{ ...empty, screen: "transaction" as const }] },
  ];
  const lacking = lackedElsewhere(sizes, 0);
  expect(lacking.map(({ size, buttons }) => [size, buttons.map(({ operation }) => operation)])).toEqual([
    [1, [602]],
    [2, [712, 602]],
  ]);
  expect(lackedElsewhere(sizes, 1)).toMatchObject([{ size: 2 }]);
  const [second, third] = lacking.map(({ size, buttons }) => withButtons(sizes[size]!, buttons));
  expect(second?.grids[0]?.buttons.map(({ operation, row, column }) => [operation, row, column])).toEqual([
    [712, 1, 1],
    [602, 1, 2],
  ]);
  // 712 may not stand on the screen of a sale.
  expect(third?.grids[0]?.buttons.map(({ operation }) => operation)).toEqual([602]);
});
