import type { MendedRow } from "@rapport/contract/data-sources";
import type { Deps } from "../../deps.ts";
import type { Content } from "../formats/open-content.ts";
import type { UploadRow } from "../queries.ts";
import { rejectedPages } from "../receipt/rejected-file.ts";
import { failedForRows } from "./mendable.ts";

/** The mended rows under the header of their file, in the order of its lines. */
export function mendedRows(header: string, rows: readonly MendedRow[]): Buffer {
  return Buffer.from([header, ...rows.map(textOf)].map((line) => `${line}\n`).join(""));
}

/**
 * The file of mended rows, which is sent in place of what was rejected. Of a strict file nothing was loaded, so all of its rows are in it, the mended ones
 * mended (E5).
 *
 * @param toLine told of each mended row, with its line in this file
 */
export async function* mendedContent(
  { warehouse }: Pick<Deps, "warehouse">,
  { upload, header, rows, toLine }: { upload: UploadRow; header: string; rows: readonly MendedRow[]; toLine: (line: number, asLine: number) => void },
): Content {
  const sorted = rows.toSorted((a, b) => a.line - b.line);
  if (!failedForRows(upload)) {
    for (const [at, { line }] of sorted.entries()) toLine(line, at + 2);
    yield mendedRows(header, sorted);
    return;
  }
  const mended = new Map(sorted.map((row) => [row.line, textOf(row)]));
  yield Buffer.from(`${header}\n`);
  let asLine = 1;
  for await (const page of rejectedPages(warehouse, upload.id)) {
    const texts = page.map(({ line, text }) => {
      asLine += 1;
      const now = mended.get(line);
      if (now !== undefined) toLine(line, asLine);
      return `${now ?? text}\n`;
    });
    yield Buffer.from(texts.join(""));
  }
}

function textOf({ cells }: MendedRow): string {
  return cells.join("\t");
}
