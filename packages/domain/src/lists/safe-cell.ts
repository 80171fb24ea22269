/** What a spreadsheet reads as a formula, even after blanks, invisible characters, and the apostrophes that already make one safe. */
const FORMULA = /^'*[\s\p{Cf}\p{Cc}]*[=+\-@＝＋－＠\u2212]/u;

/** The cell with an apostrophe in front if a spreadsheet would read it as a formula, so that it stays text (IE4). */
export function safeCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The text that `safeCell` made safe. A file that did not come from here may hold the bare text, which is left as it is. */
export function plainCell(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
}

/** One line of a CSV file, with its line end. Blanks at the ends of a cell are kept by quotes. */
export function csvLine(cells: readonly string[], separator: string): string {
  const quoted = (cell: string) => (/[\r\n"]|^\s|\s$/.test(cell) || cell.includes(separator) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return `${cells.map((cell) => quoted(safeCell(cell))).join(separator)}\r\n`;
}
