import type { ListRow } from "./form-values.ts";

/** Whether a row has the typed text in its value or in one of its names. */
export function isRowFound({ value, en, nl }: ListRow, typed: string): boolean {
  const wanted = typed.trim().toLowerCase();
  return wanted === "" || [value, en, nl].some((words) => words.toLowerCase().includes(wanted));
}

/**
 * The rows of lines such as `gold; Yellow gold; Geelgoud`, with tabs or semicolons between; `known` counts those whose value is there
 * already. `left` are lines that are none: without a value, or with more than two names.
 */
export function rowsOfLines(lines: string, rows: readonly ListRow[]): { added: ListRow[]; known: number; left: string[] } {
  const seen = new Set(rows.map(({ value }) => value));
  const added: ListRow[] = [];
  const left: string[] = [];
  let known = 0;
  for (const line of lines.split(/\r\n?|\n/)) {
    const [value = "", en = "", nl = "", ...more] = line.split(line.includes("\t") ? "\t" : ";").map((part) => part.trim());
    if (value + en + nl + more.join("") === "") continue;
    if (value === "" || more.some((part) => part !== "")) {
      left.push(line);
      continue;
    }
    if (seen.has(value)) known += 1;
    else added.push({ value, en, nl });
    seen.add(value);
  }
  return { added, known, left };
}
