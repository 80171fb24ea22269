import type { LayoutButton, LayoutGrid } from "@rapport/contract/layouts";
import type { Wrong } from "@rapport/contract/refusals";
import { wrongWithOperation, wrongWithPlace } from "./judge.ts";
import { firstFreePlace, inReadingOrder, isInside, type Area } from "./places.ts";

/** The grid after a step of its designer, or why the step is not possible. */
export type Edited = { readonly kind: "done"; readonly grid: LayoutGrid } | { readonly kind: "refused"; readonly wrong: Wrong };

/** Puts a button, by its place in the list, on another area. A button that covers exactly that area changes places with it. */
export function movedButton(grid: LayoutGrid, { at, area }: { at: number; area: Area }): Edited {
  const button = grid.buttons[at];
  if (button === undefined) return { kind: "done", grid };
  const other = grid.buttons.findIndex((one, index) => index !== at && covers(one, area));
  if (other !== -1 && button.rowSpan === area.rowSpan && button.columnSpan === area.columnSpan) {
    const { row, column } = button;
    return done(grid, (one, index) => (index === at ? { ...one, ...area } : index === other ? { ...one, row, column } : one));
  }
  const wrong = wrongWithPlace(area, { ...grid, others: grid.buttons.filter((_, index) => index !== at) });
  return wrong === undefined ? done(grid, (one, index) => (index === at ? { ...one, ...area } : one)) : { kind: "refused", wrong };
}

/** Adds a button for an operation, at the first free place if none is said. A full grid gets a row. */
export function addedButton(grid: LayoutGrid, { button, area }: { button: Omit<LayoutButton, keyof Area>; area?: Area | undefined }): Edited {
  const wrongOperation = wrongWithOperation(button.operation, grid.screen);
  if (wrongOperation !== undefined) return { kind: "refused", wrong: wrongOperation };
  const small = { rowSpan: 1, columnSpan: 1 };
  const next = area ?? firstFreePlace(grid, small) ?? { ...small, row: grid.rows + 1, column: 1 };
  const rows = area === undefined && next.row <= MOST_ROWS ? Math.max(grid.rows, next.row) : grid.rows;
  const wrong = wrongWithPlace(next, { rows, columns: grid.columns, others: grid.buttons });
  return wrong === undefined ? { kind: "done", grid: { ...grid, rows, buttons: [...grid.buttons, { ...button, ...next }] } } : { kind: "refused", wrong };
}

/** Another number of rows and columns, if every button still has its place. */
export function reshapedGrid(grid: LayoutGrid, shape: Pick<LayoutGrid, "rows" | "columns">): Edited {
  const lost = grid.buttons.find((button) => !isInside(button, shape));
  const wrong = lost && wrongWithPlace(lost, { ...shape, others: [] });
  return wrong === undefined ? { kind: "done", grid: { ...grid, ...shape } } : { kind: "refused", wrong };
}

/** The grid for another screen, if every button may stand there. */
export function gridOnScreen(grid: LayoutGrid, screen: LayoutGrid["screen"]): Edited {
  const wrong = grid.buttons.map(({ operation }) => wrongWithOperation(operation, screen)).find((what) => what !== undefined);
  return wrong === undefined ? { kind: "done", grid: { ...grid, screen } } : { kind: "refused", wrong };
}

/** The same buttons in their order in fewer or more columns, as for a narrower screen. It has as many rows as that takes; buttons past the last row are dropped. */
export function reflowed(grid: LayoutGrid, columns: number): LayoutGrid {
  const buttons: LayoutButton[] = [];
  for (const button of inReadingOrder(grid.buttons)) {
    const place = firstFreePlace({ rows: MOST_ROWS, columns, buttons }, { rowSpan: 1, columnSpan: Math.min(button.columnSpan, columns) });
    if (place !== undefined) buttons.push({ ...button, ...place });
  }
  return { ...grid, columns, rows: Math.max(1, ...buttons.map(({ row }) => row)), buttons };
}

const MOST_ROWS = 12;

function covers(a: Area, b: Area): boolean {
  return a.row === b.row && a.column === b.column && a.rowSpan === b.rowSpan && a.columnSpan === b.columnSpan;
}

function done(grid: LayoutGrid, change: (button: LayoutButton, at: number) => LayoutButton): Edited {
  return { kind: "done", grid: { ...grid, buttons: grid.buttons.map(change) } };
}
