import { fileFailure } from "@rapport/contract/refusals";
import { oneOfZip, type FromZip } from "@rapport/domain";
import type { FileHandle } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { fromFdPromise, type Entry, type ZipFile } from "yauzl";
import { ContentFailure } from "./content-failure.ts";

/** More entries than a zip of one file ever has; enough to tell a workbook. */
const ENTRIES_READ = 100;
/** The entry is encrypted: bit 0, or bit 6 for the strong kind. */
const ENCRYPTED = 0x41;

/** The bytes of the one file in a zip, and how many it takes up there. Never closes `file`. */
export async function entryOfZip(file: FileHandle): Promise<{ bytes: AsyncIterable<Buffer>; packedBytes: number }> {
  const { size } = await file.stat();
  return await orDamaged(async () => {
    const zip = await fromFdPromise(file.fd, { autoClose: false, lazyEntries: true, decodeStrings: false });
    const entries = await entriesOf(zip);
    const found = oneOfZip(
      entries.map((entry) => ({
        name: entry.fileNameRaw.toString("utf8"),
        isEncrypted: (entry.generalPurposeBitFlag & ENCRYPTED) !== 0,
        method: entry.compressionMethod,
      })),
    );
    if (found.kind === "workbook") throw new ContentFailure(fileFailure("file.not_text", { kind: "workbook" }));
    if (zip.entryCount > ENTRIES_READ) throw new ContentFailure(unlessPath(found, zip.entryCount));
    if (found.kind === "failure") throw new ContentFailure(found.failure);
    const entry = entries[found.index];
    if (entry === undefined) throw new Error("a zip has no such entry");
    // A zip may say of an entry that it takes up more than the whole file does; that is not believed.
    return { bytes: bytesOf(zip, entry), packedBytes: Math.min(entry.compressedSize, size) };
  });
}

/** Of more entries than were looked at, all are counted: whatever these were, there are others. */
function unlessPath(found: FromZip, count: number): ContentFailure["failure"] {
  const isInFolder = found.kind === "failure" && found.failure.code === "file.packed" && found.failure.params.why === "path";
  return isInFolder ? found.failure : fileFailure("file.packed", { why: "several", files: count });
}

async function entriesOf(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    entries.push(entry);
    if (entries.length === ENTRIES_READ) break;
  }
  return entries;
}

async function* bytesOf(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  const stream = await orDamaged(async () => await zip.openReadStreamPromise(entry));
  let sum = 0;
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      sum = crc32(piece, sum);
      yield piece;
    }
  } catch (cause) {
    throw isOfDisk(cause) || cause instanceof ContentFailure ? cause : damaged(cause);
  } finally {
    stream.destroy();
  }
  if (sum !== entry.crc32) throw damaged();
}

/** The library says in plain errors what is wrong with a zip. */
async function orDamaged<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof ContentFailure || isOfDisk(cause)) throw cause;
    if (cause instanceof Error && cause.message.includes("encrypt")) throw new ContentFailure(fileFailure("file.packed", { why: "encrypted" }), { cause });
    throw damaged(cause);
  }
}

export function damaged(cause?: unknown): ContentFailure {
  return new ContentFailure(fileFailure("file.packed", { why: "damaged" }), { cause });
}

export function isOfDisk(cause: unknown): boolean {
  return cause instanceof Error && "syscall" in cause;
}
