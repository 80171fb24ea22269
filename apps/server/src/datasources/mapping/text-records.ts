import type { FileEncoding, Delimiter } from "@rapport/contract/data-sources";
import { fileFailure } from "@rapport/contract/refusals";
import { decode, decodeWindows1252, DELIMITERS, type FileCell } from "@rapport/domain";
import { CsvError, parse } from "csv-parse";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ContentFailure } from "../formats/content-failure.ts";
import type { Content } from "../formats/open-content.ts";
import { LINE_MAX_MEGABYTES, wholeLines } from "../load/whole-lines.ts";

/** A row of a file, whatever its format. */
export interface FileRecord {
  /** The line at which it begins, from 1; in a workbook its row. */
  readonly line: number;
  /** How many lines it has: more when a cell in quotes holds line ends. */
  readonly lines: number;
  readonly cells: readonly FileCell[];
}

/** A row that does not end within this is refused, so that a quote that is never closed holds no file in memory. */
const RECORD_MAX_BYTES = 1024 ** 2;

/** The rows of a text whose cells are parted by a delimiter and may stand in quotes. Blank lines are left out. */
export async function* textRecords(
  content: Content,
  { delimiter, encoding, skippedLines }: { delimiter: Delimiter; encoding: FileEncoding; skippedLines: number },
): AsyncGenerator<FileRecord> {
  let line = skippedLines + 1;
  const places = new WeakMap<readonly string[], Pick<FileRecord, "line" | "lines">>();
  const parser = parse({
    delimiter: DELIMITERS[delimiter],
    record_delimiter: ["\r\n", "\n"],
    // A quote inside a cell that does not begin with one is a sign like any other.
    relax_quotes: true,
    // Rows of another width are judged row by row.
    relax_column_count: true,
    max_record_size: RECORD_MAX_BYTES,
    // Counted while it parses: after an error the rows before are lost, not their number.
    on_record: (cells: string[]) => {
      const lines = 1 + cells.reduce((sum, cell) => sum + lineEnds(cell), 0);
      places.set(cells, { line, lines });
      line += lines;
      return cells.length > 1 || cells[0]?.trim() !== "" ? cells : null;
    },
  });
  const feeding = pipeline(Readable.from(texts(content, { encoding, skippedLines })), parser).catch(() => undefined);
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      const place = places.get(cells);
      if (place !== undefined) yield { ...place, cells };
    }
  } catch (cause) {
    throw cause instanceof CsvError ? new ContentFailure(fileFailure("file.row_open", { line, megabytes: 1 }), { cause }) : cause;
  } finally {
    parser.destroy();
    await feeding;
  }
}

/** The text of the file after the lines that are skipped. */
async function* texts(content: Content, { encoding, skippedLines }: { encoding: FileEncoding; skippedLines: number }): AsyncGenerator<string> {
  let skip = skippedLines;
  let line = 1;
  for await (const chunk of wholeLines(content, encoding === "auto" ? null : encoding)) {
    if (chunk.kind === "too_long") throw new ContentFailure(fileFailure("file.line_too_long", { line, megabytes: LINE_MAX_MEGABYTES }));
    const decoded = chunk.encoding === "windows-1252" ? ({ kind: "text", text: decodeWindows1252(chunk.bytes) } as const) : decode(chunk.bytes, chunk.encoding);
    if (decoded.kind === "undecodable")
      throw new ContentFailure(
        fileFailure("file.encoding", { byte: chunk.position + decoded.at + 1, encoding: chunk.encoding === "windows-1252" ? "utf-8" : chunk.encoding }),
      );
    let from = 0;
    for (; skip > 0 && from < decoded.text.length; skip--) {
      const end = decoded.text.indexOf("\n", from);
      from = end === -1 ? decoded.text.length : end + 1;
    }
    line += lineEnds(decoded.text);
    if (from < decoded.text.length) yield decoded.text.slice(from);
  }
}

function lineEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
