/** What a button covers in its grid; rows and columns count from 1. */
export interface Area {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
}

export interface Bounds {
  readonly rows: number;
  readonly columns: number;
}

export function overlap(a: Area, b: Area): boolean {
  return a.row < b.row + b.rowSpan && b.row < a.row + a.rowSpan && a.column < b.column + b.columnSpan && b.column < a.column + a.columnSpan;
}

export function isInside({ row, column, rowSpan, columnSpan }: Area, { rows, columns }: Bounds): boolean {
  return row >= 1 && column >= 1 && row + rowSpan - 1 <= rows && column + columnSpan - 1 <= columns;
}

/** In the order in which they are read. */
export function inReadingOrder<A extends Area>(areas: readonly A[]): A[] {
  return areas.toSorted((a, b) => a.row - b.row || a.column - b.column);
}

/** The first place, in reading order, at which a button of this size stands on no other. */
export function firstFreePlace(
  { rows, columns, buttons }: Bounds & { readonly buttons: readonly Area[] },
  { rowSpan, columnSpan }: Pick<Area, "rowSpan" | "columnSpan">,
): Area | undefined {
  for (let row = 1; row + rowSpan - 1 <= rows; row += 1)
    for (let column = 1; column + columnSpan - 1 <= columns; column += 1) {
      const area = { row, column, rowSpan, columnSpan };
      if (!buttons.some((button) => overlap(button, area))) return area;
    }
  return undefined;
}
