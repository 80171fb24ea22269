import { type SpreadsheetCell, spreadsheetLines } from "./lines.ts";

/** So that a spreadsheet reads the file as UTF-8. */
const BYTE_ORDER_MARK = "\ufeff";

export interface SpreadsheetFile {
  readonly text: string;
  /** Names that got an apostrophe in front, because a spreadsheet would have taken them for formulas (S11). */
  readonly neutral: number;
}

/** A file as a spreadsheet of the reader's language opens it. */
export function spreadsheetFile(rows: readonly (readonly SpreadsheetCell[])[], locale: string): SpreadsheetFile {
  // A list separator that is also the decimal sign would cut numbers in two.
  const isDecimalComma = new Intl.NumberFormat(locale).format(0.5).includes(",");
  const { text, neutral } = spreadsheetLines(rows, { separator: isDecimalComma ? ";" : ",", decimalSign: isDecimalComma ? "," : "." });
  return { text: BYTE_ORDER_MARK + text, neutral };
}

/** Gives it to the person as a download. */
export function saveSpreadsheet({ text }: Pick<SpreadsheetFile, "text">, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers read it only after the press is over.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
