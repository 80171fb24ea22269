import type { LayoutButton, LayoutGrid, LayoutSize } from "@rapport/contract/layouts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { judgeSizes, wrongWithOperation } from "./judge.ts";
import { BUTTON_OPERATIONS } from "./operations.ts";
import { firstFreePlace, isInside, overlap } from "./places.ts";
import { nearestSize, shownGrids, strongestLayout } from "./shown.ts";
import { STANDARD_SIZES } from "./standard.ts";

const button = (place: Partial<LayoutButton> = {}): LayoutButton => ({
  operation: 602,
  text: null,
  tooltip: null,
  colour: "plain",
  icon: null,
  row: 1,
  column: 1,
  rowSpan: 1,
  columnSpan: 1,
  ...place,
});
const grid = (of: Partial<LayoutGrid> = {}): LayoutGrid => ({ screen: "welcome", rows: 2, columns: 3, buttons: [], ...of });
const size = (grids: LayoutGrid[], of: Partial<LayoutSize> = {}): LayoutSize => ({ kind: "full", width: 1024, height: 768, grids, ...of });
const codes = (...buttons: LayoutButton[]) => judgeSizes([size([grid({ buttons })])]).map(({ path, wrong }) => [path.join("."), wrong.code]);

test("case 43 LA2 712 and 713 may stand on the welcome screen only, 714 to 716 on neither, and an unknown operation nowhere", () => {
  const on = (screen: "welcome" | "transaction", ids: number[]) => ids.map((id) => wrongWithOperation(id, screen)?.code);
  expect(on("welcome", [712, 713, 602])).toEqual([undefined, undefined, undefined]);
  expect(on("transaction", [712, 713])).toEqual(["layout.operation_elsewhere", "layout.operation_elsewhere"]);
  const nowhere = ["layout.operation_nowhere", "layout.operation_nowhere", "layout.operation_nowhere"];
  expect([on("welcome", [714, 715, 716]), on("transaction", [714, 715, 716])]).toEqual([nowhere, nowhere]);
  expect(on("welcome", [999])).toEqual(["layout.operation_unknown"]);
  expect(judgeSizes([size([grid({ screen: "transaction", buttons: [button({ operation: 712 })] })])])).toEqual([
    {
      path: ["sizes", 0, "grids", 0, "buttons", 0],
      wrong: { code: "layout.operation_elsewhere", params: { operation: 712, screen: "transaction", on: "welcome" } },
    },
  ]);
});

test("LA2 a button that leaves its grid or covers another one is named with its place, and so is a size that is there twice", () => {
  expect(codes(button({ column: 3, columnSpan: 2 }))).toEqual([["sizes.0.grids.0.buttons.0", "layout.outside"]]);
  expect(codes(button({ columnSpan: 2 }), button({ column: 2, rowSpan: 2 }))).toEqual([["sizes.0.grids.0.buttons.1", "layout.overlap"]]);
  expect(codes(button(), button({ column: 2 }), button({ row: 2, columnSpan: 3 }))).toEqual([]);
  expect(judgeSizes([size([]), size([], { kind: "compact" })]).map(({ path }) => path)).toEqual([["sizes", 1]]);
  expect(judgeSizes(STANDARD_SIZES)).toEqual([]);
});

test("case 42 LA3 the worker's layout is used, else the register's, else the store's", () => {
  expect(strongestLayout({ worker: "W", register: "R", store: "S" })).toEqual({ code: "W", assignedBy: "worker" });
  expect(strongestLayout({ worker: null, register: "R", store: "S" })).toEqual({ code: "R", assignedBy: "register" });
  expect(strongestLayout({ worker: null, register: null, store: "S" })).toEqual({ code: "S", assignedBy: "store" });
  expect(strongestLayout({ worker: null, register: null, store: null })).toBeNull();
});

test("LA1 the nearest size is used: the compact one on a phone, the full one on a tablet, held either way", () => {
  const kinds = [
    [1024, 768],
    [1440, 900],
    [768, 1024],
    [390, 844],
    [844, 390],
  ].map(([width = 0, height = 0]) => nearestSize(STANDARD_SIZES, { width, height })?.kind);
  expect(kinds).toEqual(["full", "full", "full", "compact", "full"]);
  expect(nearestSize([], { width: 1, height: 1 })).toBeUndefined();
});

test("LA4 a button that is hidden leaves no hole where nothing else stands", () => {
  const shown = (hidden: number) => shownGrids(STANDARD_SIZES[0]!, { screen: "welcome", isShown: (operation) => operation !== hidden });
  expect(shown(712)).toMatchObject([{ number: 1, rows: 1, columns: 1, buttons: [{ operation: 602, row: 1, column: 1 }] }]);
  expect(shown(0)).toMatchObject([{ rows: 1, columns: 2, buttons: [{ operation: 712 }, { operation: 602, column: 2 }] }]);
  expect(shownGrids(STANDARD_SIZES[0]!, { screen: "transaction", isShown: () => true })).toEqual([]);
});

const ids = BUTTON_OPERATIONS.filter(({ screens }) => screens.length > 0).map(({ id }) => id);
const spans = { rowSpan: fc.integer({ min: 1, max: 3 }), columnSpan: fc.integer({ min: 1, max: 3 }) };
/** Grids that are filled one button after the other, where there is room. */
const filled = fc
  .record({
    rows: fc.integer({ min: 1, max: 6 }),
    columns: fc.integer({ min: 1, max: 6 }),
    wanted: fc.array(fc.record({ operation: fc.constantFrom(...ids), ...spans })),
  })
  .map(({ rows, columns, wanted }) => {
    const buttons: LayoutButton[] = [];
    for (const one of wanted) {
      const place = firstFreePlace({ rows, columns, buttons }, one);
      if (place !== undefined) buttons.push(button({ ...one, ...place }));
    }
    return grid({ rows, columns, buttons });
  });

test("what is put in the first free place is never refused", () => {
  fc.assert(
    fc.property(filled, (one) => {
      expect(judgeSizes([size([one])])).toEqual([]);
    }),
  );
});

test("LA4 whatever is hidden, the rest stands inside its grid, on no other, complete and in its order", () => {
  fc.assert(
    fc.property(filled, fc.subarray(ids), (one, may) => {
      const isShown = (operation: number) => (may as number[]).includes(operation);
      const [shown] = shownGrids(size([one]), { screen: "welcome", isShown });
      const order = one.buttons.filter(({ operation }) => isShown(operation)).toSorted((a, b) => a.row - b.row || a.column - b.column);
      expect(shown?.buttons.map(({ operation }) => operation) ?? []).toEqual(order.map(({ operation }) => operation));
      for (const [at, area] of (shown?.buttons ?? []).entries()) {
        expect(isInside(area, shown!)).toBe(true);
        expect(shown!.buttons.slice(0, at).some((other) => overlap(other, area))).toBe(false);
      }
    }),
  );
});
