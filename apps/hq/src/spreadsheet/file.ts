import { type SpreadsheetCell, spreadsheetLines } from "./lines.ts";

/** The byte order mark, so that a spreadsheet reads the file as UTF-8. */
const BYTE_ORDER_MARK = "\ufeff";

export interface SpreadsheetFile {
  readonly text: string;
  /** How many names got an apostrophe in front, because a spreadsheet would have read them as formulas (S11). */
  readonly neutral: number;
}

/** Makes a file that a spreadsheet in the reader's language can open. */
export function spreadsheetFile(rows: readonly (readonly SpreadsheetCell[])[], locale: string): SpreadsheetFile {
  // A separator that is also the decimal sign would split numbers.
  const isDecimalComma = new Intl.NumberFormat(locale).format(0.5).includes(",");
  const { text, neutral } = spreadsheetLines(rows, { separator: isDecimalComma ? ";" : ",", decimalSign: isDecimalComma ? "," : "." });
  return { text: BYTE_ORDER_MARK + text, neutral };
}

/** Downloads the file. */
export function saveSpreadsheet({ text }: Pick<SpreadsheetFile, "text">, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers read it only after the press is over.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
