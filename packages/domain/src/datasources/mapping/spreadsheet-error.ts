import type { FileCell } from "./map-date.ts";

/** What spreadsheets show in place of a value when a formula went wrong, in English and in Dutch. */
const ERRORS: ReadonlySet<string> = new Set([
  "#N/A",
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

/** True for a cell that is a spreadsheet's error, and so no value (FF33). */
export function isSpreadsheetError(cell: FileCell): boolean {
  return typeof cell === "string" && ERRORS.has(cell.trim().toUpperCase());
}
