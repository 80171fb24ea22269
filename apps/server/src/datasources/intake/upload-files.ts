import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Transform, type Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Deps } from "../../deps.ts";

/** A file that is on disk, whole, and not yet an upload. */
export interface ReceivedFile {
  readonly path: string;
  readonly bytes: number;
  readonly hash: Buffer;
}

type Place = Pick<Deps, "dataDir">;

export function uploadPath({ dataDir }: Place, upload: number): string {
  return join(folder({ dataDir }), `${upload}.upload`);
}

/** Writes a stream to disk and hashes it on the way; nothing is left behind when it fails. */
export async function receive(place: Place, stream: Readable): Promise<ReceivedFile> {
  await mkdir(folder(place), { recursive: true });
  const path = join(folder(place), `${randomUUID()}.part`);
  const hash = createHash("sha256");
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  try {
    await pipeline(stream, measure, createWriteStream(path));
    await flush(path);
  } catch (cause) {
    await rm(path, { force: true });
    throw cause;
  }
  return { path, bytes, hash: hash.digest() };
}

/** Gives a received file its upload's name. */
export async function keepAs(place: Place, { file, upload }: { file: ReceivedFile; upload: number }): Promise<void> {
  await rename(file.path, uploadPath(place, upload));
  await flush(folder(place));
}

export async function discard(file: Pick<ReceivedFile, "path">): Promise<void> {
  await rm(file.path, { force: true });
}

export async function forget(place: Place, upload: number): Promise<void> {
  await rm(uploadPath(place, upload), { force: true });
}

/** An accepted upload survives a power cut: its bytes and its name. */
async function flush(path: string): Promise<void> {
  const handle = await open(path);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function folder({ dataDir }: Place): string {
  return join(dataDir, "uploads");
}
