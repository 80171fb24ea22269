import { Refusal } from "@rapport/contract";
import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, open, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Deps } from "../deps.ts";
import type { Upload } from "../http/index.ts";

/** A whole, durable file on disk that nothing refers to yet. Its name ends in `.part`. */
export interface ReceivedFile {
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of its bytes. */
  readonly hash: Buffer;
}

/** Where files are received, and how much room there is. */
export interface Folder {
  readonly folder: string;
  readonly disk: Deps["disk"];
}

const ROOM_RETRY_SECONDS = 30;

/** Refuses a file, or the rest of one, that would use the reserve of the disk (F2). */
export function assertRoomFor(disk: Deps["disk"], bytes = 0): void {
  if (!disk.takes(bytes)) throw new Refusal("upload.disk_full", {}, { retryAfterSeconds: ROOM_RETRY_SECONDS });
}

/** Writes an uploaded file to disk and hashes it. When it is too large, cut off or cannot be stored, nothing is left behind. */
export async function receive(place: Folder, { upload, maxBytes }: { upload: Upload; maxBytes: number }): Promise<ReceivedFile> {
  const file = await written(place, upload);
  try {
    if (upload.truncated()) throw new Refusal("upload.too_large", { megabytes: Math.floor(maxBytes / 1024 ** 2) });
    await upload.end();
    return file;
  } catch (cause) {
    await rm(file.path, { force: true });
    throw cause;
  }
}

async function written({ folder, disk }: Folder, { stream }: Upload): Promise<ReceivedFile> {
  await orNotStored(() => mkdir(folder, { recursive: true, mode: 0o700 }));
  const path = join(folder, `${randomUUID()}.part`);
  const hash = createHash("sha256");
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        assertRoomFor(disk);
      } catch (cause) {
        return done(cause as Refusal);
      }
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  try {
    await orNotStored(async () => {
      await pipeline(stream, measure, createWriteStream(path, { mode: 0o600 }));
      await flush(path);
    });
  } catch (cause) {
    await rm(path, { force: true });
    throw cause;
  }
  return { path, bytes, hash: hash.digest() };
}

/** The received file with other bytes in its place, durable too. */
export async function replaced({ path }: ReceivedFile, bytes: Buffer): Promise<ReceivedFile> {
  await orNotStored(async () => {
    await writeFile(path, bytes, { mode: 0o600 });
    await flush(path);
  });
  return { path, bytes: bytes.length, hash: createHash("sha256").update(bytes).digest() };
}

/** Turns an error of the disk into a refusal: the folder cannot be written, or is full. */
export async function orNotStored<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Error && "syscall" in cause) throw new Refusal("upload.not_stored", {}, { cause, retryAfterSeconds: 60 });
    throw cause;
  }
}

/** A file's bytes, or a folder's names, survive a power cut. */
export async function flush(path: string): Promise<void> {
  const handle = await open(path);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
