import { fileFailure, type FileFailure } from "@rapport/contract/refusals";
import { encodingOf, notText } from "@rapport/domain";
import { nameOf, plainCell, separatorOf, SEPARATORS, type Separator } from "@rapport/domain/lists";
import { CsvError, parse } from "csv-parse";
import { parse as parseNow } from "csv-parse/sync";
import { pipeline, Readable } from "node:stream";

/** Why a whole file cannot be read. */
export class CsvFailure extends Error {
  override readonly name = "CsvFailure";
  readonly failure: FileFailure;
  constructor(failure: FileFailure) {
    super(failure.code);
    this.failure = failure;
  }
}

export interface CsvRow {
  /** The line at which the row begins, from 1. */
  readonly line: number;
  /** As they were before they were made safe for a spreadsheet (IE4). */
  readonly cells: readonly string[];
}

export interface CsvFile {
  readonly header: readonly string[];
  readonly rows: AsyncIterable<CsvRow>;
}

const RECORD_ENDS = ["\r\n", "\n", "\r"];
const LONGEST_ROW = 1_048_576;

/**
 * Opens a CSV file in UTF-8, or in UTF-16 with its mark. The separator is the one by which the first line names most of `columns` (IE2). Rows are read
 * one after the other; a row that is blank is left out. Throws `CsvFailure`, also while rows are read.
 */
export async function openCsv(bytes: AsyncIterable<Uint8Array>, columns: readonly string[]): Promise<CsvFile> {
  const texts = textsOf(bytes)[Symbol.asyncIterator]();
  const { first, forced, rest, lines } = await firstLine(texts);
  const divided = { ",": recordOf(first, ","), ";": recordOf(first, ";"), "\t": recordOf(first, "\t") };
  const separator = forced ?? separatorOf(divided, columns);
  const header = divided[separator] ?? recordOf(first, separator);
  if (header === null) throw new CsvFailure(fileFailure("list.line", { line: lines }));
  return { header: header.map((name) => plainCell(name).trim()), rows: rowsOf(joined(rest, texts), { separator, lines }) };
}

async function* textsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let line = 1;
  for await (const chunk of bytes) {
    if (decoder === undefined) {
      const kind = notText(chunk)?.params;
      if (kind !== undefined && "kind" in kind) throw new CsvFailure(fileFailure("list.not_text", { kind: kind.kind as "workbook" }));
      decoder = new TextDecoder(encodingOf(chunk).name, { fatal: true });
    }
    const text = decoded(decoder, chunk, line);
    if (text.includes("\0")) throw new CsvFailure(fileFailure("list.not_text", { kind: "binary" }));
    line += endsIn(text);
    yield text;
  }
  if (decoder !== undefined) yield decoded(decoder, undefined, line);
}

/** Decodes the next bytes; without bytes, the end. */
function decoded(decoder: TextDecoder, chunk: Uint8Array | undefined, line: number): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    const [before = ""] = new TextDecoder(decoder.encoding).decode(chunk).split("\uFFFD", 1);
    throw new CsvFailure(fileFailure("list.encoding", { line: line + endsIn(before) }));
  }
}

interface FirstLine {
  readonly first: string;
  /** The separator of a line `sep=;` above, as spreadsheets write it. */
  readonly forced: Separator | undefined;
  readonly rest: string;
  /** How many lines are above `rest`. */
  readonly lines: number;
}

/** The first line that is not blank, and what follows it in the text that was read. */
async function firstLine(texts: AsyncIterator<string>): Promise<FirstLine> {
  let text = "";
  let lines = 0;
  let forced: Separator | undefined;
  for (let ended = false; ;) {
    const end = endOfLine(text);
    if (end === undefined && !ended) {
      if (text.length > LONGEST_ROW) throw new CsvFailure(fileFailure("list.line", { line: lines + 1 }));
      const next = await texts.next();
      ended = next.done === true;
      text += next.value ?? "";
      continue;
    }
    const line = text.slice(0, end?.at ?? text.length);
    text = text.slice(end?.next ?? text.length);
    lines += endsIn(line) + (end === undefined ? 0 : 1);
    const named = /^sep=(.)$/i.exec(line.trim())?.[1];
    if (named !== undefined) forced = SEPARATORS.find((separator) => separator === named);
    else if (line.trim() !== "" || end === undefined) return { first: line, forced, rest: text, lines: Math.max(lines, 1) };
  }
}

/** Where the line that is first in the text ends, and where the next one begins; line ends in quotes do not end it. */
function endOfLine(text: string): { readonly at: number; readonly next: number } | undefined {
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') isQuoted = !isQuoted;
    if (isQuoted || (character !== "\n" && character !== "\r")) continue;
    // A line feed may follow in the next part of the file.
    if (character === "\r" && at === text.length - 1) return undefined;
    return { at, next: at + (character === "\r" && text[at + 1] === "\n" ? 2 : 1) };
  }
  return undefined;
}

function recordOf(line: string, delimiter: string): string[] | null {
  try {
    return (parseNow(line, { delimiter, relax_column_count: true, record_delimiter: RECORD_ENDS }) as string[][])[0] ?? [];
  } catch (cause) {
    if (cause instanceof CsvError) return null;
    throw cause;
  }
}

async function* joined(first: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

async function* rowsOf(texts: AsyncIterable<string>, { separator, lines }: { separator: Separator; lines: number }): AsyncGenerator<CsvRow> {
  const parser = parse({
    delimiter: separator,
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
    record_delimiter: RECORD_ENDS,
    max_record_size: LONGEST_ROW,
  });
  // The parser is destroyed with the error of the texts, which the loop below then throws.
  pipeline(Readable.from(texts), parser, () => undefined);
  let last = 0;
  // The parser counts a line end of two characters inside quotes as two lines.
  let twice = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      const inside = record.reduce((sum, cell) => sum + endsIn(cell), 0);
      twice += record.reduce((sum, cell) => sum + (cell.match(/\r\n/g)?.length ?? 0), 0);
      last = info.lines - twice;
      if (record.some((cell) => cell.trim() !== "")) yield { line: lines + last - inside, cells: record.map(plainCell) };
    }
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const isOpen = cause.code === "CSV_QUOTE_NOT_CLOSED" || cause.code === "CSV_MAX_RECORD_SIZE";
    throw new CsvFailure(fileFailure("list.line", { line: lines + (isOpen ? last + 1 : Number(cause["lines"] ?? last + 1) - twice) }));
  }
}

function endsIn(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}

/** The place of each of the list's columns in the file, and the names that the list does not have. Throws `CsvFailure`. */
export function placesOf(
  header: readonly string[],
  { columns, key }: { columns: readonly string[]; key: string },
): {
  readonly places: ReadonlyMap<string, number>;
  readonly unknown: readonly string[];
} {
  const byName = new Map(columns.map((column) => [nameOf(column), column]));
  const places = new Map<string, number>();
  const unknown: string[] = [];
  for (const [at, name] of header.entries()) {
    const column = byName.get(nameOf(name));
    if (column === undefined) {
      // Columns with a name like `#reason` are notes, such as those in a file of invalid rows.
      if (!name.startsWith("#") && name !== "") unknown.push(shortened(name));
    } else if (places.has(column)) throw new CsvFailure(fileFailure("list.column_twice", { column }));
    else places.set(column, at);
  }
  if (!places.has(key)) throw new CsvFailure(fileFailure("list.key_missing", { column: key, found: header.filter((name) => name !== "").map(shortened) }));
  return { places, unknown };
}

const MOST_SHOWN = 60;

function shortened(name: string): string {
  return name.length > MOST_SHOWN ? `${name.slice(0, MOST_SHOWN)}…` : name;
}
