import { Refusal, type Csv } from "@rapport/contract";
import { CsvError, parse } from "csv-parse/sync";
import { refuseUnstorable } from "./body.ts";

/** A CSV file as the JSON body it stands for: a list of objects of texts. An empty cell is left out. Separators are commas, semicolons or tabs. */
export function csvBody({ rows, columns }: Csv, text: string): unknown {
  refuseUnstorable(text);
  const [head = [], ...lines] = linesOf(text);
  const names = head.map((name) => name.trim().toLowerCase());
  if (names.some((name) => !columns.includes(name)) || new Set(names).size !== names.length || names.length === 0)
    throw new Refusal("request.csv_columns", { columns: [...columns] });
  return {
    [rows]: lines.map((cells) => Object.fromEntries(names.flatMap((name, at) => (cells[at] === undefined || cells[at] === "" ? [] : [[name, cells[at]]])))),
  };
}

/** The rows of a reply. Their values are texts that are codes, days and numbers, so none of them needs quotes. */
export function csvOf({ rows, columns }: Csv, reply: unknown): string {
  const listed = (reply as Readonly<Record<string, readonly Readonly<Record<string, string | undefined>>[]>>)[rows] ?? [];
  return [columns.join(","), ...listed.map((row) => columns.map((column) => row[column] ?? "").join(","))].map((line) => `${line}\r\n`).join("");
}

function linesOf(text: string): string[][] {
  try {
    return parse(text, { bom: true, delimiter: [",", ";", "\t"], trim: true, skip_empty_lines: true });
  } catch (cause) {
    if (cause instanceof CsvError) throw new Refusal("request.csv_line", { line: Number(cause["lines"] ?? 1) });
    throw cause;
  }
}
