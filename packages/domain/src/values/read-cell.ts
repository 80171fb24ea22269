import { QUOTED } from "./patterns.ts";
import { readText } from "./read-text.ts";

/** Reads a cell of a file like every text, without the quotes that a spreadsheet puts around it (D12). */
export function readCell(cell: string): string {
  const text = readText(cell);
  const [, inside] = text.startsWith('"') ? (IN_QUOTES.exec(text) ?? []) : [];
  return inside === undefined ? text : readText(inside.replaceAll('""', '"'));
}

const IN_QUOTES = new RegExp(QUOTED, "u");
