import { readFolder, type FolderFile, type FolderReading } from "@rapport/domain";
import { constants, type BigIntStats } from "node:fs";
import { access, chmod, chown, lstat, mkdir, open, readdir, stat, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Deps } from "../../deps.ts";
import { ERRORS, folderOf, queueMaxBytes, type FolderOwner } from "./places.ts";

/** Tells whether somebody writes a file now. */
export type IsOpen = (path: string) => boolean;

/** What lies in the source's folder; nothing when it has none yet. */
export async function readSourceFolder(
  deps: Pick<Deps, "dataDir" | "fileDoors">,
  { source, ...of }: { source: FolderOwner; isOpen?: IsOpen | undefined; only?: (name: string) => boolean },
): Promise<FolderReading> {
  return readFolder(await filesIn(folderOf(deps, source), of), { mostBytes: queueMaxBytes(deps) });
}

/** What lies in the source's folder; undefined when it cannot be read, or nothing in it can be removed after it was taken. */
export async function readIfUsable(
  deps: Pick<Deps, "dataDir" | "fileDoors" | "log">,
  source: FolderOwner,
  isOpen?: IsOpen,
): Promise<FolderReading | undefined> {
  try {
    const reading = await readSourceFolder(deps, { source, isOpen });
    await orNone(access(folderOf(deps, source), constants.R_OK | constants.W_OK | constants.X_OK));
    return reading;
  } catch (cause) {
    deps.log.warn({ err: cause, dataSource: source.id }, "the folder of a data source cannot be used");
    return undefined;
  }
}

/** @param only the names that are looked at; all when absent */
export async function filesIn(
  folder: string,
  { isOpen = () => false, only = () => true }: { isOpen?: IsOpen | undefined; only?: ((name: string) => boolean) | undefined } = {},
): Promise<FolderFile[]> {
  const names = ((await orNone(readdir(folder))) ?? []).filter(only);
  const files = await Promise.all(
    names
      .filter((name) => name !== ERRORS)
      .map(async (name): Promise<FolderFile[]> => {
        const path = join(folder, name);
        const found = await lookAt(path);
        if (found === undefined) return [];
        const isPlain = found.isFile();
        // In parts of a millisecond too: a file and its `.fin` may come within one.
        return [
          {
            name,
            bytes: isPlain ? Number(found.size) : 0,
            writtenAt: Number(found.mtimeNs) / 1e6,
            isPlain,
            isReadable: isPlain && (await isReadable(path)),
            isOpen: isOpen(path),
          },
        ];
      }),
  );
  return files.flat();
}

async function isReadable(path: string): Promise<boolean> {
  try {
    await access(path, constants.R_OK);
    return true;
  } catch (cause) {
    return codeOf(cause) !== "EACCES";
  }
}

/** The file itself, not what a link points to; undefined when it is not there. */
export async function lookAt(path: string): Promise<BigIntStats | undefined> {
  return await orNone(lstat(path, { bigint: true }));
}

/** A source's folder where other programs put files: its group, and what that may do, are those of the folder above, as whoever runs the server made it. */
export async function makeFolderFor(path: string): Promise<void> {
  if ((await mkdir(path, { recursive: true, mode: 0o700 })) === undefined) return;
  const { mode, gid } = await stat(dirname(path));
  // Only the server's owner may lack a right of the one above.
  await chown(path, -1, gid).catch(() => undefined);
  await chmod(path, (mode & 0o7770) | 0o700);
}

export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
}

/** Opens a plain file to read it; refuses a link, and does not wait for the writer of a pipe. */
export async function openPlain(path: string): Promise<FileHandle> {
  return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
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
