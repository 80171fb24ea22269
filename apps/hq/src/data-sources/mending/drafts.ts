import type { MendedRow, RowToMend } from "@rapport/contract/data-sources";

/** Changed rows by their line. */
export type Drafts = ReadonlyMap<number, readonly string[]>;

/** The drafts with one cell changed. A row that is as it was again is no draft. */
export function withCell(drafts: Drafts, { row, at, value }: { row: RowToMend; at: number; value: string }): Drafts {
  const before = drafts.get(row.line) ?? row.cells ?? [];
  const cells = Array.from({ length: Math.max(before.length, at + 1) }, (_, n) => (n === at ? value : (before[n] ?? "")));
  return withCells(drafts, { row, cells });
}

/** The drafts with one cell as it was. A cell that the row did not have stays missing, unless it was added. */
export function withCellBack(drafts: Drafts, { row, at }: { row: RowToMend; at: number }): Drafts {
  const cells = drafts.get(row.line);
  return cells === undefined || at >= cells.length ? drafts : withCell(drafts, { row, at, value: row.cells?.[at] ?? "" });
}

export function withCells(drafts: Drafts, { row, cells }: { row: RowToMend; cells: readonly string[] }): Drafts {
  const changed = new Map(drafts);
  if (isSame(cells, row.cells ?? [])) changed.delete(row.line);
  else changed.set(row.line, cells);
  return changed;
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((cell, at) => cell === others[at]);
}

/** A row as it is sent. Cells beyond the header that were emptied are not there any more. */
export function asSent(cells: readonly string[], columns: number): string[] {
  let length = cells.length;
  while (length > columns && cells[length - 1] === "") length -= 1;
  return cells.slice(0, length);
}

export function rowsOf(drafts: Drafts, columns: number): MendedRow[] {
  return [...drafts].map(([line, cells]) => ({ line, cells: asSent(cells, columns) })).toSorted((a, b) => a.line - b.line);
}
