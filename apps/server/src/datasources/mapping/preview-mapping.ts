import type { FileMapping, MappingPreview } from "@rapport/contract/data-sources";
import { fileFailure, fileFailureInEnglish, type FileFailure } from "@rapport/contract/refusals";
import { decodeWindows1252, encodingOf, guessDelimiter, guessEncoding, guessMapping, type FileCell } from "@rapport/domain";
import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Deps } from "../../deps.ts";
import { assertRoomFor } from "../../received-files/index.ts";
import type { AccountRow } from "../accounts/account-queries.ts";
import { accountOrRefusal, type AccountPlace } from "../accounts/accounts.ts";
import { rowsAsRead } from "../dry-run/rows-as-read.ts";
import { withScratch } from "../dry-run/scratch.ts";
import { ContentFailure } from "../formats/content-failure.ts";
import { openContent, type Content } from "../formats/open-content.ts";
import { limitsOf } from "../formats/upload-content.ts";
import { uploadFolder } from "../intake/upload-files.ts";
import { beginningOf, isOwnFormat } from "./content-by-mapping.ts";
import { mappedContent, type RejectedByMapping } from "./mapped-content.ts";
import { textRecords, type FileRecord } from "./text-records.ts";
import { openWorkbook, type Workbook } from "./workbook.ts";

type PreviewDeps = Pick<Deps, "db" | "pool" | "warehouse" | "clock" | "dataDir" | "disk" | "uploadMaxBytes" | "unpack">;

const ROWS_SHOWN = 20;
/** From so many rows a mapping is guessed. */
const ROWS_READ = 200;
const EXAMPLES = 3;

interface Sample {
  readonly bytes: Buffer;
  readonly isWhole: boolean;
  readonly mapping: FileMapping | null;
}

/** The first rows of a file as they would be read, judged by what judges every file. */
export async function previewOf(
  deps: PreviewDeps,
  { sample, isWhole, mapping, ...place }: AccountPlace & { sample: string; isWhole: boolean; mapping: FileMapping | null },
): Promise<MappingPreview> {
  const account = await accountOrRefusal(deps.db, place);
  const bytes = Buffer.from(sample, "base64");
  assertRoomFor(deps.disk, bytes.length);
  await mkdir(uploadFolder(deps), { recursive: true, mode: 0o700 });
  const path = join(uploadFolder(deps), `${randomUUID()}.part`);
  try {
    await writeFile(path, bytes, { mode: 0o600 });
    return await preview(deps, { account, path, sample: { bytes, isWhole, mapping } });
  } finally {
    await rm(path, { force: true });
  }
}

const BLANK: FileMapping = {
  delimiter: "comma",
  encoding: "auto",
  sheet: "",
  skippedLines: 0,
  dates: "YYYY-MM-DD",
  decimals: "point",
  columns: [{ from: "Date", to: "Date", turned: false }],
  constants: [],
  others: "refuse",
};

async function preview(deps: PreviewDeps, { account, path, sample }: { account: AccountRow; path: string; sample: Sample }): Promise<MappingPreview> {
  let book: Workbook | undefined;
  const shown: MappingPreview = {
    kind: "text",
    isOwnFormat: false,
    sheets: [],
    mapping: sample.mapping ?? BLANK,
    columns: [],
    failure: null,
    headers: [],
    rows: [],
  };
  try {
    book = await openWorkbook(path, limitsOf(deps));
    if (book !== undefined) Object.assign(shown, { kind: "workbook", sheets: [...book.sheets] });
    const { start, close } = await beginningOf(book === undefined ? openContent(path, limitsOf(deps)) : nothing());
    await close();
    if (book === undefined && isOwnFormat(start)) return { ...shown, isOwnFormat: true };
    const layout = sample.mapping ?? { ...BLANK, ...(book === undefined && guessText(start)) };
    const { header, rows } = await firstOf(recordsOf({ book, path, layout, deps }), sample);
    if (header.length === 0) throw new ContentFailure(fileFailure("file.empty", {}));
    const mapping = sample.mapping ?? guessMapping({ ...layout, names: header, rows: rows.map(({ cells }) => cells), own: account.date_format });
    Object.assign(shown, { mapping, columns: columnsOf(header, rows) });
    return { ...shown, ...(await readRows(deps, { account, mapping, book, header, rows })) };
  } catch (cause) {
    if (cause instanceof ContentFailure) return { ...shown, failure: told(cause.failure) };
    throw cause;
  } finally {
    await book?.close();
  }
}

function guessText(start: Buffer): Pick<FileMapping, "encoding" | "delimiter"> {
  const encoding = guessEncoding(start);
  const text = encoding === "windows-1252" ? decodeWindows1252(start) : new TextDecoder(encoding === "auto" ? encodingOf(start).name : encoding).decode(start);
  return { encoding, delimiter: guessDelimiter(text.split("\n").find((line) => line.trim() !== "") ?? "") };
}

function recordsOf({
  book,
  path,
  layout,
  deps,
}: {
  book: Workbook | undefined;
  path: string;
  layout: FileMapping;
  deps: PreviewDeps;
}): AsyncGenerator<FileRecord> {
  return book === undefined ? textRecords(openContent(path, limitsOf(deps)), layout) : book.records({ name: layout.sheet, skippedLines: layout.skippedLines });
}

/** Of a file that was sent in part, the last row may be half a row, and its end is no fault of it. */
async function firstOf(records: AsyncGenerator<FileRecord>, { isWhole }: Sample): Promise<{ header: readonly FileCell[]; rows: FileRecord[] }> {
  const found: FileRecord[] = [];
  let isCut = false;
  try {
    for await (const record of records) {
      found.push(record);
      if (found.length <= ROWS_READ + 1) continue;
      isCut = true;
      break;
    }
  } catch (cause) {
    if (isWhole || !(cause instanceof ContentFailure) || found.length < 2) throw cause;
  }
  if (isCut || (!isWhole && found.length > 2)) found.pop();
  const [header, ...rows] = found;
  return { header: header?.cells ?? [], rows };
}

function columnsOf(header: readonly FileCell[], rows: readonly FileRecord[]): MappingPreview["columns"] {
  return header.map((name, at) => ({
    name: String(name),
    examples: [...new Set(rows.map(({ cells }) => String(cells[at] ?? "")).filter((value) => value !== ""))]
      .slice(0, EXAMPLES)
      .map((value) => value.slice(0, 60)),
  }));
}

async function readRows(
  deps: PreviewDeps,
  {
    account,
    mapping,
    book,
    header,
    rows,
  }: { account: AccountRow; mapping: FileMapping; book: Workbook | undefined; header: readonly FileCell[]; rows: readonly FileRecord[] },
): Promise<Pick<MappingPreview, "headers" | "rows">> {
  const rejected: RejectedByMapping[] = [];
  const shown = rows.slice(0, ROWS_SHOWN);
  const first = shown[0]?.line ?? 2;
  const records = (async function* () {
    await Promise.resolve();
    yield { line: first - 1, lines: 1, cells: header };
    yield* shown;
  })();
  const reject = async (some: readonly RejectedByMapping[]) => await Promise.resolve(void rejected.push(...some));
  const content = mappedContent(records, {
    mapping,
    own: account.date_format,
    counts1904: book?.counts1904 ?? false,
    isExact: book === undefined,
    isWhole: false,
    reject,
  });
  return await withScratch(deps, async ({ upload, warehouse }) => await rowsAsRead({ ...deps, warehouse }, { upload, account, content, rejected }));
}

async function* nothing(): Content {
  await Promise.resolve();
  yield* [];
}

function told(failure: FileFailure): NonNullable<MappingPreview["failure"]> {
  return { ...failure, message: fileFailureInEnglish(failure) };
}
