import { constants } from "node:fs";
import { open, readdir, rename, stat, unlink, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { frameHeader, type Unreadable } from "./frames.ts";

/** A file of the journal: frames (`frames.ts`), each durable before its hits are acknowledged. */
export interface JournalFile {
  readonly path: string;
  readonly writer: number;
  /** The files of a writer are numbered 1, 2, 3, ... in the order of writing. */
  readonly number: number;
}

export interface OpenJournalFile extends JournalFile {
  /** The number of bytes of whole, durable frames. */
  size(): number;
  /** Resolves when the lines are durable. After a failure the file accepts no more. */
  append(lines: Buffer, hits: number): Promise<void>;
  close(): Promise<void>;
}

const NAME = /^(\d+)-(\d+)\.journal$/;
const SET_ASIDE = /^\d+-\d+\.journal(?:\.(\d+)-hits)?\.torn$/;
/** Hits are people's data, so only the account that runs the server may read them. */
export const FILE_MODE = 0o600;

/** A write is durable when it returns. That is one system call instead of a write and a sync. */
const DURABLE_WRITES = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_DSYNC;

export async function createJournalFile({ dir, writer, number }: Omit<JournalFile, "path"> & { dir: string }): Promise<OpenJournalFile> {
  const name = path.join(dir, `${writer}-${number}.journal`);
  const handle = await open(name, DURABLE_WRITES, FILE_MODE);
  try {
    await syncDirectory(dir);
  } catch (cause) {
    await handle.close();
    await unlink(name);
    throw cause;
  }
  let size = 0;
  return {
    path: name,
    writer,
    number,
    size: () => size,
    async append(lines, hits) {
      const header = frameHeader(lines, hits);
      try {
        await writeAll(handle, { pieces: [header, lines], at: size });
      } catch (cause) {
        // Refused hits must not come back when the journal is read again.
        await handle.truncate(size).catch(() => undefined);
        throw cause;
      }
      size += header.length + lines.length;
    },
    close: () => handle.close(),
  };
}

/** Files that an earlier process left, in the order of their writing. */
export async function leftJournalFiles(dir: string): Promise<JournalFile[]> {
  const files: JournalFile[] = [];
  for (const name of await readdir(dir)) {
    const match = NAME.exec(name);
    if (match !== null) files.push({ path: path.join(dir, name), writer: Number(match[1]), number: Number(match[2]) });
  }
  return files.toSorted((a, b) => a.writer - b.writer || a.number - b.number);
}

/** Sets a file, or a folder that has a file's name, aside for a person to look at. */
export async function setAside(file: JournalFile, { hits }: Pick<Unreadable, "hits">): Promise<void> {
  await rename(file.path, `${file.path}${hits === 0 ? "" : `.${hits}-hits`}.torn`);
}

/** Files that were set aside and that nobody has removed since. */
export interface Aside {
  readonly files: number;
  readonly bytes: number;
  /** How many hits in them are known not to be in the warehouse. */
  readonly hits: number;
}

export async function asideOf(dir: string): Promise<Aside> {
  const aside = { files: 0, bytes: 0, hits: 0 };
  for (const name of await readdir(dir)) {
    const match = SET_ASIDE.exec(name);
    if (match === null) continue;
    aside.files += 1;
    aside.bytes += (await stat(path.join(dir, name)).catch(() => ({ size: 0 }))).size;
    aside.hits += Number(match[1] ?? 0);
  }
  return aside;
}

export async function removeJournalFile(file: JournalFile): Promise<void> {
  await unlink(file.path);
}

async function writeAll(handle: FileHandle, { pieces, at }: { pieces: readonly Buffer[]; at: number }): Promise<void> {
  let left = [...pieces];
  for (let position = at; left.length > 0;) {
    const { bytesWritten } = await handle.writev(left, position);
    position += bytesWritten;
    left = after(left, bytesWritten);
  }
}

function after(pieces: readonly Buffer[], written: number): Buffer[] {
  let skip = written;
  return pieces.flatMap((piece) => {
    const rest = piece.subarray(Math.min(skip, piece.length));
    skip = Math.max(0, skip - piece.length);
    return rest.length === 0 ? [] : [rest];
  });
}

/** A new name is durable only when its directory is. */
async function syncDirectory(dir: string): Promise<void> {
  const handle = await open(dir, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
