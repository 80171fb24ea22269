/** A row that is broken down in place: the way to it from the top, each value with its dimension, and by which dimension it is broken down. */
export interface OpenRow {
  readonly path: readonly { readonly by: string; readonly itemId: string }[];
  readonly by: string;
  /** How many of its rows are shown. */
  readonly rows: number;
}

export const MOST_OPEN = 40;
export const MOST_ROWS_INSIDE = 500;
/** Rows that an opened row shows at first, and adds at a time. */
export const ROWS_INSIDE = 10;
export const DAYS_INSIDE = 31;

/**
 * As an address writes them, outermost first: `123-campaign` is the row 123 broken down by campaign, `123-campaign-456-product*50` its row 456 by
 * product with 50 rows. The dimension of the first row is the report's.
 */
export function readOpen(written: string, by: string): OpenRow | null {
  const [way = "", rows] = written.split("*");
  const parts = way.split("-");
  if (parts.length < 2 || parts.length % 2 === 1) return null;
  if (rows !== undefined && !(/^[1-9]\d{0,2}$/.test(rows) && Number(rows) <= MOST_ROWS_INSIDE)) return null;
  const path: { by: string; itemId: string }[] = [];
  let inside = by;
  for (let at = 0; at < parts.length; at += 2) {
    const itemId = parts[at] ?? "";
    if (!/^\d{1,16}$/.test(itemId)) return null;
    path.push({ by: inside, itemId });
    inside = parts[at + 1] ?? "";
  }
  return { path, by: inside, rows: rows === undefined ? usualRows(inside) : Number(rows) };
}

export function writeOpen({ path, by, rows }: OpenRow): string {
  return `${wayOf({ path, by })}${rows === usualRows(by) ? "" : `*${rows}`}`;
}

/** The open row at a path; null when it is closed. */
export function openAt(open: readonly string[], path: OpenRow["path"]): OpenRow | null {
  const way = itemsOf(path);
  const top = path[0]?.by ?? "";
  for (const written of open) {
    const row = readOpen(written, top);
    if (row !== null && itemsOf(row.path) === way) return row;
  }
  return null;
}

/** Opens a row, by another dimension if it was open, or shows more of its rows. Rows that were open inside it by another dimension are closed. */
export function withOpen(open: readonly string[], row: OpenRow): string[] {
  const before = openAt(open, row.path);
  const kept = before === null || before.by === row.by ? open : closed(open, row.path);
  const place = before === null ? -1 : kept.indexOf(writeOpen(before));
  return place === -1 ? [...kept, writeOpen(row)] : kept.map((one, index) => (index === place ? writeOpen(row) : one));
}

/** Closes a row, and what was open inside it. */
export function closed(open: readonly string[], path: OpenRow["path"]): string[] {
  const own = openAt(open, path);
  if (own === null) return [...open];
  const way = wayOf(own);
  return open.filter((written) => {
    const [other = ""] = written.split("*");
    return other !== way && !other.startsWith(`${way}-`);
  });
}

function usualRows(by: string): number {
  return by.startsWith("daterange") ? DAYS_INSIDE : ROWS_INSIDE;
}

function wayOf({ path, by }: Pick<OpenRow, "path" | "by">): string {
  return path.map(({ itemId }, level) => `${itemId}-${path[level + 1]?.by ?? by}`).join("-");
}

function itemsOf(path: OpenRow["path"]): string {
  return path.map(({ itemId, by }) => `${by} ${itemId}`).join("/");
}
