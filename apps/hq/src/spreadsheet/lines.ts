/** Characters that make a spreadsheet read a cell as a formula, even after blanks and invisible characters. */
const FORMULA = /^[\s\p{Cf}\p{Cc}]*[=+\-@＝＋－＠\u2212]/u;

/** A cell of a file for people: a number, or a text that somebody else may have written. */
export type SpreadsheetCell = number | string;

/**
 * Lines of a file that a person opens in a spreadsheet (S11). A text that a spreadsheet would read as a formula gets an apostrophe in
 * front, which makes it text; `neutral` counts these. Numbers have all their digits. Files to be sent again are not made with this.
 */
export function spreadsheetLines(
  rows: readonly (readonly SpreadsheetCell[])[],
  { separator, decimalSign }: { separator: "," | ";"; decimalSign: "." | "," },
): { readonly text: string; readonly neutral: number } {
  let neutral = 0;
  const written = (cell: SpreadsheetCell): string => {
    if (typeof cell === "number") return quoted(plainNumber(cell).replace(".", decimalSign));
    if (!FORMULA.test(cell)) return quoted(cell);
    neutral += 1;
    return quoted(`'${cell}`);
  };
  const quoted = (cell: string): string => (/[\r\n"\t]/.test(cell) || cell.includes(separator) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return { text: rows.map((cells) => `${cells.map(written).join(separator)}\r\n`).join(""), neutral };
}

/** Writes a number without an exponent, and without the rounding errors of binary fractions. */
function plainNumber(value: number): string {
  return value.toLocaleString("en", { useGrouping: false, maximumFractionDigits: 8 }).replace("-0", (zero) => (value === 0 ? "0" : zero));
}
