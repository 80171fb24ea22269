import type { FileCell } from "./map-date.ts";

/** What spreadsheets show in place of a value when a formula went wrong, in English and in Dutch. */
const ERRORS: ReadonlySet<string> = new Set([
  "#N/A",
  "#ERROR!",
  "#ADDR!",
  "#REF!",
  "#VALUE!",
  "#DIV/0!",
  "#NAME?",
  "#NUM!",
  "#NULL!",
  "#SPILL!",
  "#CALC!",
  "#FIELD!",
  "#GETTING_DATA",
  "#BLOCKED!",
  "#BUSY!",
  "#CONNECT!",
  "#UNKNOWN!",
  "#EXTERNAL!",
  "#PYTHON!",
  "#N/B",
  "#VERW!",
  "#WAARDE!",
  "#DEEL/0!",
  "#NAAM?",
  "#GETAL!",
  "#LEEG!",
  "#OVERLOOP!",
  "#BEREKENING!",
  "#VELD!",
  "#ONBEKEND!",
]);

/** The numbered errors of LibreOffice, such as `Err:502`. */
const NUMBERED = /^ERR:5\d\d$/;

/** True for a cell that is a spreadsheet's error, and so no value (FF33). */
export function isSpreadsheetError(cell: FileCell): boolean {
  if (typeof cell !== "string") return false;
  const text = cell.trim().toUpperCase();
  return ERRORS.has(text) || NUMBERED.test(text);
}
