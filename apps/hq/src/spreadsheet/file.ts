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
  const { text, neutral } = spreadsheetLines(rows, formOf(locale));
  return { text: BYTE_ORDER_MARK + text, neutral };
}

/** The same of rows that come in parts. A part is given to the browser as soon as it is written, so that a long file does not fill the memory. */
export async function spreadsheetInParts(
  parts: AsyncIterable<readonly (readonly SpreadsheetCell[])[]>,
  locale: string,
): Promise<{ readonly file: Blob; readonly neutral: number }> {
  let file = new Blob([BYTE_ORDER_MARK], { type: CSV });
  let neutral = 0;
  for await (const rows of parts) {
    const written = spreadsheetLines(rows, formOf(locale));
    file = new Blob([file, written.text], { type: CSV });
    neutral += written.neutral;
  }
  return { file, neutral };
}

const CSV = "text/csv;charset=utf-8";

/** A separator that is also the decimal sign would split numbers. */
function formOf(locale: string): { readonly separator: "," | ";"; readonly decimalSign: "." | "," } {
  const isDecimalComma = new Intl.NumberFormat(locale).format(0.5).includes(",");
  return { separator: isDecimalComma ? ";" : ",", decimalSign: isDecimalComma ? "," : "." };
}

/** Downloads the file. */
export function saveSpreadsheet(file: Pick<SpreadsheetFile, "text"> | { readonly file: Blob }, name: string): void {
  const url = URL.createObjectURL("file" in file ? file.file : new Blob([file.text], { type: CSV }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers read it only after the press is over.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
