import { Refusal } from "@rapport/contract";
import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Transform, type Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Deps } from "../../deps.ts";

/** A whole file on disk that is not an upload yet. */
export interface ReceivedFile {
  readonly path: string;
  readonly bytes: number;
  readonly hash: Buffer;
}

type Place = Pick<Deps, "dataDir">;

const ROOM_RETRY_SECONDS = 30;

/** Refuses a file, or the rest of one, that would use the reserve of the disk (F2). */
export function assertRoomFor(disk: Deps["disk"], bytes = 0): void {
  if (!disk.takes(bytes)) throw new Refusal("upload.disk_full", {}, { retryAfterSeconds: ROOM_RETRY_SECONDS });
}

export function uploadPath({ dataDir }: Place, upload: number): string {
  return join(folder({ dataDir }), `${upload}.upload`);
}

/** Writes a stream to disk and hashes it. When that fails, nothing is left behind. */
export async function receive(place: Place & Pick<Deps, "disk">, stream: Readable): Promise<ReceivedFile> {
  await stored(() => mkdir(folder(place), { recursive: true, mode: 0o700 }));
  const path = join(folder(place), `${randomUUID()}.part`);
  const hash = createHash("sha256");
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        assertRoomFor(place.disk);
      } catch (cause) {
        return done(cause as Refusal);
      }
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  try {
    await stored(async () => {
      await pipeline(stream, measure, createWriteStream(path, { mode: 0o600 }));
      await flush(path);
    });
  } catch (cause) {
    await rm(path, { force: true });
    throw cause;
  }
  return { path, bytes, hash: hash.digest() };
}

/** Renames a received file to its upload's name. */
export async function keepAs(place: Place, { file, upload }: { file: ReceivedFile; upload: number }): Promise<void> {
  await stored(async () => {
    await rename(file.path, uploadPath(place, upload));
    await flush(folder(place));
  });
}

/** 0 when it is gone. */
export async function bytesOfUpload(place: Place, upload: number): Promise<number> {
  return (await stat(uploadPath(place, upload)).catch(() => ({ size: 0 }))).size;
}

export async function discard(file: Pick<ReceivedFile, "path">): Promise<void> {
  await rm(file.path, { force: true });
}

export async function forget(place: Place, upload: number): Promise<void> {
  await rm(uploadPath(place, upload), { force: true });
}

/** The contents of the folder: names of parts, and ids of whole files. */
export async function leftFiles(place: Place): Promise<{ parts: string[]; uploads: number[] }> {
  await mkdir(folder(place), { recursive: true, mode: 0o700 });
  const names = await readdir(folder(place));
  return {
    parts: names.filter((name) => name.endsWith(".part")),
    uploads: names.flatMap((name) => /^(\d+)\.upload$/.exec(name)?.[1] ?? []).map(Number),
  };
}

export async function removeLeft(place: Place, { parts, uploads }: { parts: readonly string[]; uploads: readonly number[] }): Promise<void> {
  for (const part of parts) await rm(join(folder(place), part), { force: true });
  for (const upload of uploads) await forget(place, upload);
}

/** Turns an error of the disk into a refusal: the folder cannot be written, or is full. */
async function stored<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Error && "syscall" in cause) throw new Refusal("upload.not_stored", {}, { cause, retryAfterSeconds: 60 });
    throw cause;
  }
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
