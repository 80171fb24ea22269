import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Deps } from "../../deps.ts";
import { flush, orNotStored, type ReceivedFile } from "../../received-files/index.ts";
import type { UploadRow } from "../queries.ts";

type Place = Pick<Deps, "dataDir">;

const BEGUN = ".begun";

export function uploadPath({ dataDir }: Place, upload: number): string {
  return join(uploadFolder({ dataDir }), `${upload}.upload`);
}

/** Renames a received file to its upload's name. */
export async function keepAs(place: Place, { file, upload }: { file: ReceivedFile; upload: number }): Promise<void> {
  await orNotStored(async () => {
    await rename(file.path, uploadPath(place, upload));
    await flush(uploadFolder(place));
  });
}

/** 0 when it is gone. */
export async function bytesOfUpload(place: Place, upload: number): Promise<number> {
  return (await stat(uploadPath(place, upload)).catch(() => ({ size: 0 }))).size;
}

/** True when it lay in its source's folder, whoever put it there. */
export function liesInFolder({ came_by }: Pick<UploadRow, "came_by">): boolean {
  return came_by === "folder" || came_by === "sftp";
}

/** False when its bytes are not those that became the upload. A file of a folder may once have been one with what its sender could write; others never. */
export async function isAsItCame(path: string, upload: Pick<UploadRow, "came_by" | "content_hash">): Promise<boolean> {
  if (!liesInFolder(upload)) return true;
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest().equals(upload.content_hash);
}

export async function discard(file: Pick<ReceivedFile, "path">): Promise<void> {
  await rm(file.path, { force: true });
}

export async function forget(place: Place, upload: number): Promise<void> {
  await rm(uploadPath(place, upload), { force: true });
}

/** The contents of the folder: names of parts, and ids of whole files. */
export async function leftFiles(place: Place): Promise<{ parts: string[]; uploads: number[] }> {
  await mkdir(uploadFolder(place), { recursive: true, mode: 0o700 });
  const names = await readdir(uploadFolder(place));
  return {
    parts: names.filter((name) => name.endsWith(".part")),
    uploads: names.flatMap((name) => /^(\d+)\.upload$/.exec(name)?.[1] ?? []).map(Number),
  };
}

export async function removeLeft(place: Place, { parts, uploads }: { parts: readonly string[]; uploads: readonly number[] }): Promise<void> {
  for (const part of parts) await rm(join(uploadFolder(place), part), { force: true });
  for (const upload of uploads) await forget(place, upload);
}

/** Where what came of a file stands that is sent in several goes (FU21). */
export function begunPath(place: Place, id: string): string {
  return join(uploadFolder(place), `${id}${BEGUN}`);
}

/** How much of it came; 0 when nothing did. */
export async function begunBytes(place: Place, id: string): Promise<number> {
  try {
    return (await stat(begunPath(place, id))).size;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return 0;
    throw cause;
  }
}

/** The ids of all such files. */
export async function begunFiles(place: Place): Promise<string[]> {
  await mkdir(uploadFolder(place), { recursive: true, mode: 0o700 });
  return (await readdir(uploadFolder(place))).filter((name) => name.endsWith(BEGUN)).map((name) => name.slice(0, -BEGUN.length));
}

/** Where uploads are received and kept. */
export function uploadFolder({ dataDir }: Place): string {
  return join(dataDir, "uploads");
}
