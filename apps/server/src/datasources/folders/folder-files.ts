import { readFolder, type FolderFile, type FolderReading } from "@rapport/domain";
import { constants, type BigIntStats } from "node:fs";
import { lstat, mkdir, open, readdir, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import type { Deps } from "../../deps.ts";
import { ERRORS, folderOf, queueMaxBytes, type FolderOwner } from "./places.ts";

/** Tells whether somebody writes a file now. */
export type IsOpen = (path: string) => boolean;

/** What lies in the source's folder; nothing when it has none yet. */
export async function readSourceFolder(
  deps: Pick<Deps, "dataDir" | "fileDoors">,
  { source, isOpen = () => false }: { source: FolderOwner; isOpen?: IsOpen | undefined },
): Promise<FolderReading> {
  const folder = folderOf(deps, source);
  return readFolder(await filesIn(folder, isOpen), { mostBytes: queueMaxBytes(deps) });
}

export async function filesIn(folder: string, isOpen: IsOpen = () => false): Promise<FolderFile[]> {
  const names = (await orNone(readdir(folder))) ?? [];
  const files = await Promise.all(
    names
      .filter((name) => name !== ERRORS)
      .map(async (name): Promise<FolderFile[]> => {
        const path = join(folder, name);
        const found = await lookAt(path);
        if (found === undefined) return [];
        const isPlain = found.isFile();
        // In parts of a millisecond too: a file and its `.fin` may come within one.
        return [{ name, bytes: isPlain ? Number(found.size) : 0, writtenAt: Number(found.mtimeNs) / 1e6, isPlain, isOpen: isOpen(path) }];
      }),
  );
  return files.flat();
}

/** The file itself, not what a link points to; undefined when it is not there. */
export async function lookAt(path: string): Promise<BigIntStats | undefined> {
  return await orNone(lstat(path, { bigint: true }));
}

export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
}

/** Opens a plain file to read it; refuses a link. */
export async function openPlain(path: string): Promise<FileHandle> {
  return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
}

/** undefined for what is not there. */
export async function orNone<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return undefined;
    throw cause;
  }
}

export function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : "";
}
