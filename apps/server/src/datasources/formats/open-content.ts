import { fileFailure } from "@rapport/contract/refusals";
import { notText, overUnpacked, packingOf, START_BYTES, type UnpackLimits } from "@rapport/domain";
import { open, type FileHandle } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { ContentFailure } from "./content-failure.ts";
import { damaged, entryOfZip, isOfDisk } from "./zip-entry.ts";

/** Whatever comes out of a file: its bytes as text has them, in pieces of any size. Ends with a `ContentFailure` when it cannot be read. */
export type Content = AsyncIterable<Buffer>;

const READ_BYTES = 256 * 1024;

/** The bytes of a file, unpacked when it is a gzip or a zip of one file (FF28). Nothing is held but the piece that is read. */
export async function* openContent(path: string, limits: UnpackLimits): Content {
  const file = await open(path);
  try {
    const start = Buffer.alloc(START_BYTES);
    const { bytesRead } = await file.read(start, 0, START_BYTES, 0);
    switch (packingOf(start.subarray(0, bytesRead))) {
      case "gzip":
        yield* unpacked(gunzipped(file), { packedBytes: (await file.stat()).size, limits });
        break;
      case "zip": {
        const { bytes, packedBytes } = await entryOfZip(file);
        yield* unpacked(bytes, { packedBytes, limits });
        break;
      }
      case undefined:
        yield* file.createReadStream({ start: 0, autoClose: false, highWaterMark: READ_BYTES }) as AsyncIterable<Buffer>;
    }
  } finally {
    await file.close();
  }
}

async function* unpacked(bytes: Content, of: { packedBytes: number; limits: UnpackLimits }): Content {
  let count = 0;
  let start: Buffer = Buffer.alloc(0);
  for await (const piece of bytes) {
    if (start.length < START_BYTES) {
      start = Buffer.concat([start, piece.subarray(0, START_BYTES - start.length)]);
      if (isPacked(start)) throw new ContentFailure(fileFailure("file.packed", { why: "twice" }));
    }
    count += piece.length;
    const failure = overUnpacked(count, of);
    if (failure !== undefined) throw new ContentFailure(failure);
    yield piece;
  }
}

function isPacked(start: Buffer): boolean {
  const failure = notText(start);
  return packingOf(start) !== undefined || (failure?.code === "file.not_text" && failure.params.kind === "workbook");
}

/** All members of a gzip, one after the other. Node drops what follows the last one in silence, so that is looked at here. */
async function* gunzipped(file: FileHandle): Content {
  const packed = file.createReadStream({ start: 0, autoClose: false, highWaterMark: READ_BYTES });
  const gunzip = createGunzip();
  packed.on("error", (cause) => gunzip.destroy(cause));
  packed.pipe(gunzip);
  try {
    for await (const piece of gunzip as AsyncIterable<Buffer>) yield piece;
    const rest = file.createReadStream({ start: gunzip.bytesWritten, autoClose: false });
    for await (const piece of rest as AsyncIterable<Buffer>) if (piece.some((byte) => byte !== 0)) throw damaged();
  } catch (cause) {
    throw isOfDisk(cause) || cause instanceof ContentFailure ? cause : damaged(cause);
  } finally {
    packed.destroy();
    gunzip.destroy();
  }
}
