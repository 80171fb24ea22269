import { fileFailure } from "@rapport/contract/refusals";
import { oneOfZip, overUnpacked, packingOf, START_BYTES, type FileCell, type UnpackLimits } from "@rapport/domain";
import { open, type FileHandle } from "node:fs/promises";
import { StringDecoder } from "node:string_decoder";
import { crc32 } from "node:zlib";
import { SaxesParser } from "saxes";
import { fromFdPromise, type Entry, type ZipFile } from "yauzl";
import { ContentFailure } from "../formats/content-failure.ts";
import { isOfDisk } from "../formats/zip-entry.ts";
import type { FileRecord } from "./text-records.ts";

/** A workbook (.xlsx). Only values are read: nothing in it is calculated or run, and nothing it points to is fetched. */
export interface Workbook {
  readonly sheets: readonly string[];
  /** It counts days from 1904. */
  readonly counts1904: boolean;
  /** The rows of a sheet that hold something, without blank cells at their end. `name`: the first sheet when blank. */
  records(of: { readonly name: string; readonly skippedLines: number }): AsyncGenerator<FileRecord>;
  close(): Promise<void>;
}

const ENTRIES_MOST = 10_000;
const ROWS_MOST = 1_048_576;
const COLUMNS_MOST = 16_384;
/** Texts are in one list that rows point into, which is held in memory: so large together, each counted with what its place takes. */
const TEXTS_MAX_MEGABYTES = 256;
const PLACE_BYTES = 64;
/** The most characters of a cell. A spreadsheet has 32,767. */
const CELL_CHARACTERS = 1024 ** 2;
/** What a formula gave that no program has calculated yet. No amount is written like that, so such a row is told. */
const NOT_CALCULATED = "=?";

/** Opens a workbook; undefined for any other file. */
export async function openWorkbook(path: string, limits: UnpackLimits): Promise<Workbook | undefined> {
  const file = await open(path);
  try {
    const book = (await isZip(file)) ? await orWrong(async () => await read(file, limits)) : undefined;
    if (book === undefined) await file.close();
    return book;
  } catch (cause) {
    await file.close();
    throw cause;
  }
}

async function isZip(file: FileHandle): Promise<boolean> {
  const start = Buffer.alloc(START_BYTES);
  const { bytesRead } = await file.read(start, 0, START_BYTES, 0);
  return packingOf(start.subarray(0, bytesRead)) === "zip";
}

async function read(file: FileHandle, limits: UnpackLimits): Promise<Workbook | undefined> {
  const zip = await fromFdPromise(file.fd, { autoClose: false, lazyEntries: true, decodeStrings: false });
  const entries = new Map<string, Entry>();
  const order: { name: string; isEncrypted: boolean; method: number }[] = [];
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileNameRaw.toString("utf8");
    entries.set(name, entry);
    order.push({ name, isEncrypted: entry.isEncrypted(), method: entry.compressionMethod });
    if (entries.size >= ENTRIES_MOST) break;
  }
  if (oneOfZip(order).kind !== "workbook") return undefined;
  const parts: Parts = { zip, entries, limits };
  const { sheets, counts1904, texts: textsPart } = await readBook(parts);
  return {
    sheets: sheets.map(({ name }) => name),
    counts1904,
    close: async () => await file.close(),
    records: async function* ({ name, skippedLines }) {
      const sheet = name === "" ? sheets[0] : sheets.find((one) => one.name.toLowerCase() === name.toLowerCase());
      if (sheet === undefined) throw wrong({ why: "no_sheet", sheet: name });
      const texts = textsPart === undefined ? [] : await readTexts(parts, textsPart);
      for await (const record of rowsOf(parts, { part: sheet.part, texts })) if (record.line > skippedLines) yield record;
    },
  };
}

interface Parts {
  readonly zip: ZipFile;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly limits: UnpackLimits;
}

interface Book {
  readonly sheets: readonly { readonly name: string; readonly part: string }[];
  readonly counts1904: boolean;
  /** The part that holds the texts. */
  readonly texts: string | undefined;
}

async function readBook(parts: Parts): Promise<Book> {
  const targets = new Map<string, string>();
  let texts: string | undefined;
  await parse(parts, "xl/_rels/workbook.xml.rels", {
    open: (tag, of) => {
      if (tag !== "Relationship") return;
      const { Id = "", Target = "", Type = "" } = of;
      const part = Target.startsWith("/") ? Target.slice(1) : `xl/${Target}`;
      targets.set(Id, part);
      if (Type.endsWith("/sharedStrings")) texts = part;
    },
  });
  const sheets: { name: string; part: string }[] = [];
  let counts1904 = false;
  await parse(parts, "xl/workbook.xml", {
    open: (tag, of) => {
      if (tag === "workbookPr") counts1904 = of["date1904"] === "1" || of["date1904"] === "true";
      if (tag === "sheet") sheets.push({ name: of["name"] ?? "", part: targets.get(idOf(of)) ?? "" });
    },
  });
  const usual = "xl/sharedStrings.xml";
  return { sheets, counts1904, texts: texts ?? (parts.entries.has(usual) ? usual : undefined) };
}

/** The attribute `id` of the relationships; its prefix is the file's choice. */
function idOf(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes).find(([name]) => name.endsWith(":id"))?.[1] ?? "";
}

async function readTexts(parts: Parts, part: string): Promise<string[]> {
  const texts: string[] = [];
  let [text, characters, isText, isSpoken] = ["", 0, false, false];
  await parse(parts, part, {
    open: (tag) => {
      if (tag === "si") text = "";
      if (tag === "rPh") isSpoken = true;
      isText = tag === "t" && !isSpoken;
    },
    text: (piece) => {
      if (isText) text += piece;
      if (text.length > CELL_CHARACTERS) throw wrong({ why: "too_large", megabytes: 1 });
    },
    close: (tag) => {
      if (tag === "si") {
        // A copy: a part of the text that was read would hold all of that.
        texts.push(Buffer.from(text).toString());
        characters += text.length + PLACE_BYTES;
        if (characters > TEXTS_MAX_MEGABYTES * 1024 ** 2) throw wrong({ why: "too_large", megabytes: TEXTS_MAX_MEGABYTES });
      }
      if (tag === "rPh") isSpoken = false;
      isText = false;
    },
  });
  return texts;
}

async function* rowsOf(parts: Parts, { part, texts }: { part: string; texts: readonly string[] }): AsyncGenerator<FileRecord> {
  let ready: FileRecord[] = [];
  let cells: FileCell[] = [];
  let [line, column, value, type, isValue, isFormula, isSpoken] = [0, 0, "", "n", false, false, false];
  const on: Listener = {
    open: (tag, of) => {
      if (tag === "row") {
        const next = of["r"] === undefined ? line + 1 : Number(of["r"]);
        if (!(next > line && next <= ROWS_MOST)) throw wrong({ why: "damaged" });
        [line, column, cells] = [next, 0, []];
      } else if (tag === "c") {
        const at = of["r"] === undefined ? column + 1 : columnOf(of["r"]);
        if (!(at > column && at <= COLUMNS_MOST)) throw wrong({ why: "damaged" });
        [column, value, type, isFormula] = [at, "", of["t"] ?? "n", false];
      } else if (tag === "f") isFormula = true;
      else if (tag === "rPh") isSpoken = true;
      isValue = tag === "v" || (tag === "t" && !isSpoken);
    },
    text: (piece) => {
      if (isValue) value += piece;
      if (value.length > CELL_CHARACTERS) throw new ContentFailure(fileFailure("file.line_too_long", { line, megabytes: 1 }));
    },
    close: (tag) => {
      if (tag === "rPh") isSpoken = false;
      isValue = false;
      if (tag === "c") {
        const cell = cellOf(value, { type, isFormula, texts });
        if (cell === "") return;
        while (cells.length < column - 1) cells.push("");
        cells[column - 1] = cell;
      } else if (tag === "row" && cells.length > 0) ready.push({ line, lines: 1, cells });
    },
  };
  for await (const _ of pieces(parts, part, on)) {
    yield* ready;
    ready = [];
  }
}

function cellOf(value: string, { type, isFormula, texts }: { type: string; isFormula: boolean; texts: readonly string[] }): FileCell {
  switch (type) {
    case "s":
      return value === "" ? "" : textAt(texts, Number(value));
    case "b":
      return value === "" ? "" : value === "1" ? "TRUE" : "FALSE";
    case "n":
      if (value === "") return isFormula ? NOT_CALCULATED : "";
      return Number.isFinite(Number(value)) ? Number(value) : value;
    default:
      return value === "" && isFormula && type !== "str" ? NOT_CALCULATED : value;
  }
}

function textAt(texts: readonly string[], place: number): string {
  const text = texts[place];
  if (text === undefined) throw wrong({ why: "damaged" });
  return text;
}

/** `B7` is column 2. */
function columnOf(place: string): number {
  let column = 0;
  for (const letter of place.replace(/\d+$/, "")) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}

interface Listener {
  open?(tag: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(tag: string): void;
}

async function parse(parts: Parts, name: string, on: Listener): Promise<void> {
  for await (const _ of pieces(parts, name, on));
}

/** Parses a part of the workbook, and yields after each piece of it. */
async function* pieces({ zip, entries, limits }: Parts, name: string, on: Listener): AsyncGenerator<void> {
  const entry = entries.get(name);
  if (entry === undefined) throw wrong({ why: "damaged" });
  const parser = new SaxesParser();
  // A name may have a prefix, which the file chooses.
  const bare = (tag: string) => tag.slice(tag.indexOf(":") + 1);
  parser.on("opentag", ({ name: tag, attributes }) => on.open?.(bare(tag), attributes as Record<string, string>));
  parser.on("text", (text) => on.text?.(text));
  parser.on("cdata", (text) => on.text?.(text));
  parser.on("closetag", ({ name: tag }) => on.close?.(bare(tag)));
  try {
    const stream = await zip.openReadStreamPromise(entry);
    const decoder = new StringDecoder("utf8");
    let [bytes, sum] = [0, 0];
    try {
      for await (const piece of stream as AsyncIterable<Buffer>) {
        bytes += piece.length;
        sum = crc32(piece, sum);
        const failure = overUnpacked(bytes, { packedBytes: entry.compressedSize, limits });
        if (failure !== undefined) throw new ContentFailure(failure);
        parser.write(decoder.write(piece));
        yield;
      }
      if (sum !== entry.crc32) throw wrong({ why: "damaged" });
      parser.write(decoder.end()).close();
    } finally {
      stream.destroy();
    }
  } catch (cause) {
    throw asFailure(cause);
  }
  yield;
}

async function orWrong<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw asFailure(cause);
  }
}

/** The libraries say in plain errors what is wrong with a zip or with XML. */
function asFailure(cause: unknown): unknown {
  return cause instanceof ContentFailure || isOfDisk(cause) ? cause : wrong({ why: "damaged" }, cause);
}

function wrong(params: Parameters<typeof fileFailure<"file.workbook">>[1], cause?: unknown): ContentFailure {
  return new ContentFailure(fileFailure("file.workbook", params), { cause });
}
