import type { AssignedBy, LayoutButton, LayoutScreen, LayoutSize } from "@rapport/contract/layouts";
import { inReadingOrder } from "./places.ts";

interface Pixels {
  readonly width: number;
  readonly height: number;
}

/** The size that is nearest to a screen, by how many times wider and higher it is. The first of several that are equally near. */
export function nearestSize<S extends Pixels>(sizes: readonly S[], screen: Pixels): S | undefined {
  const distance = ({ width, height }: Pixels) => Math.abs(Math.log(width / screen.width)) + Math.abs(Math.log(height / screen.height));
  return sizes.reduce<S | undefined>((nearest, size) => (nearest !== undefined && distance(nearest) <= distance(size) ? nearest : size), undefined);
}

export function orientationOf({ width, height }: Pixels): "landscape" | "portrait" {
  return width >= height ? "landscape" : "portrait";
}

/** The layout that holds for somebody: their own, else the register's, else the store's (case 42). */
export function strongestLayout<C>(named: Readonly<Record<AssignedBy, C | null>>): { readonly code: C; readonly assignedBy: AssignedBy } | null {
  for (const assignedBy of ["worker", "register", "store"] as const) {
    const code = named[assignedBy];
    if (code !== null) return { code, assignedBy };
  }
  return null;
}

/** A grid as it is drawn: without the buttons that are hidden, and without the rows and columns that only they were in. */
export interface ShownGrid {
  /** Its number in the size, from 1. */
  readonly number: number;
  readonly rows: number;
  readonly columns: number;
  /** In reading order. */
  readonly buttons: readonly LayoutButton[];
}

/** The grids of one screen, with the buttons that this worker may use. Grids that then are empty are left out. */
export function shownGrids(
  { grids }: Pick<LayoutSize, "grids">,
  { screen, isShown }: { screen: LayoutScreen; isShown: (operation: number) => boolean },
): ShownGrid[] {
  return grids.flatMap((grid, at) => {
    const buttons = inReadingOrder(grid.buttons.filter(({ operation }) => isShown(operation)));
    if (grid.screen !== screen || buttons.length === 0) return [];
    // Rows and columns that were empty before stay: somebody wanted the space.
    const gone = grid.buttons.filter(({ operation }) => !isShown(operation));
    const rows = kept({ count: grid.rows, shown: buttons.map(rowsOf), gone: gone.map(rowsOf) });
    const columns = kept({ count: grid.columns, shown: buttons.map(columnsOf), gone: gone.map(columnsOf) });
    return [
      {
        number: at + 1,
        rows: rows.length,
        columns: columns.length,
        buttons: buttons.map((button) => {
          const [down, across] = [within(rows, rowsOf(button)), within(columns, columnsOf(button))];
          return { ...button, row: down.from, rowSpan: down.span, column: across.from, columnSpan: across.span };
        }),
      },
    ];
  });
}

interface Line {
  readonly from: number;
  readonly span: number;
}

function rowsOf({ row, rowSpan }: LayoutButton): Line {
  return { from: row, span: rowSpan };
}

function columnsOf({ column, columnSpan }: LayoutButton): Line {
  return { from: column, span: columnSpan };
}

/** The lines that stay: those that a shown button is in, and those that no button was in. */
function kept({ count, shown, gone }: { count: number; shown: readonly Line[]; gone: readonly Line[] }): number[] {
  const has = (lines: readonly Line[], at: number) => lines.some(({ from, span }) => from <= at && at < from + span);
  return Array.from({ length: count }, (_, at) => at + 1).filter((at) => has(shown, at) || !has(gone, at));
}

function within(lines: readonly number[], { from, span }: Line): Line {
  return { from: lines.indexOf(from) + 1, span: lines.filter((at) => from <= at && at < from + span).length };
}
