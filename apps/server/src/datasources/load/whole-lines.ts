import { encodingOf, notText, START_BYTES, type Encoding } from "@rapport/domain";
import { ContentFailure } from "../formats/content-failure.ts";
import type { Content } from "../formats/open-content.ts";

/** How many bytes are read and sent at a time. */
export const CHUNK_BYTES = 8 * 1024 * 1024;
/** A longer line is refused. */
export const LINE_MAX_MEGABYTES = 16;
const LINE_MAX_BYTES = LINE_MAX_MEGABYTES * 1024 * 1024;

export type LineEncoding = Encoding["name"] | "windows-1252";

export type Chunk =
  | { readonly kind: "lines"; readonly bytes: Buffer; readonly position: number; readonly encoding: LineEncoding }
  | { readonly kind: "too_long" };

/**
 * The file's bytes after its byte order mark, cut at line ends; the last piece may lack one. Throws a `ContentFailure` when the first bytes are not text's.
 *
 * @param said the encoding; null for what its first bytes say
 */
export async function* wholeLines(content: Content, said: LineEncoding | null): AsyncGenerator<Chunk> {
  let encoding: LineEncoding | undefined;
  let position = 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of inChunks(content)) {
    let all = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    if (encoding === undefined) {
      const binary = notText(all.subarray(0, START_BYTES));
      if (binary !== undefined) throw new ContentFailure(binary);
      const found = encodingOf(all.subarray(0, START_BYTES));
      encoding = said === null || found.name === said ? found.name : said;
      // The mark of another encoding is text.
      position = said === null || found.name === said ? found.markBytes : 0;
      all = all.subarray(position);
    }
    const end = lastLineEnd(all, encoding);
    if (end === 0 && all.length > LINE_MAX_BYTES) {
      yield { kind: "too_long" };
      return;
    }
    if (end > 0) yield { kind: "lines", bytes: all.subarray(0, end), position, encoding };
    rest = all.subarray(end);
    position += end;
  }
  if (rest.length > 0) yield { kind: "lines", bytes: rest, position, encoding: encoding ?? "utf-8" };
}

/** Pieces of `CHUNK_BYTES` or somewhat more; the last one may be shorter. */
async function* inChunks(content: Content): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of content) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes < CHUNK_BYTES) continue;
    yield Buffer.concat(pieces);
    pieces = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(pieces);
}

/** The number of bytes up to and including the last line end; 0 for none. */
function lastLineEnd(bytes: Buffer, encoding: LineEncoding): number {
  if (encoding === "utf-8" || encoding === "windows-1252") return bytes.lastIndexOf(10) + 1;
  const low = encoding === "utf-16le" ? 0 : 1;
  for (let i = bytes.length - (bytes.length % 2) - 2; i >= 0; i -= 2) if (bytes[i + low] === 10 && bytes[i + 1 - low] === 0) return i + 2;
  return 0;
}
