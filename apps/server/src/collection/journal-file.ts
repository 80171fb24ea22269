import { constants } from "node:fs";
import { open, readdir, readFile, rename, unlink, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { crc32 } from "node:zlib";

/**
 * A file of the journal: frames, one after the other, each 8 bytes (length and CRC-32 of what follows, little-endian) and
 * then whole lines of text. A frame is durable before its hits are acknowledged; what stands after the last whole frame
 * was never acknowledged.
 */
export interface JournalFile {
  readonly path: string;
  readonly writer: number;
  /** 1, 2, 3, ... of its writer, in the order of their writing. */
  readonly number: number;
}

export interface OpenJournalFile extends JournalFile {
  /** Bytes of whole, durable frames. */
  size(): number;
  /** Resolves when the lines are durable. After a failure the file takes no more. */
  append(lines: Buffer): Promise<void>;
  close(): Promise<void>;
}

const HEADER_BYTES = 8;
const NAME = /^(\d+)-(\d+)\.journal$/;

/** A write is durable when it returns: one call of the system where a write and a sync are two. */
const DURABLE_WRITES = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_DSYNC;

export async function createJournalFile({ dir, writer, number }: Omit<JournalFile, "path"> & { dir: string }): Promise<OpenJournalFile> {
  const name = path.join(dir, `${writer}-${number}.journal`);
  const handle = await open(name, DURABLE_WRITES);
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
    async append(lines) {
      const header = Buffer.allocUnsafe(HEADER_BYTES);
      header.writeUInt32LE(lines.length, 0);
      header.writeUInt32LE(crc32(lines), 4);
      try {
        await writeAll(handle, { pieces: [header, lines], at: size });
      } catch (cause) {
        // What was refused must not come back when the journal is read again.
        await handle.truncate(size).catch(() => undefined);
        throw cause;
      }
      size += HEADER_BYTES + lines.length;
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

/** The lines of every whole frame up to the first that is not, of the first `size` bytes when they are known; and the bytes behind. */
export async function readJournalFile(file: JournalFile, size = Number.POSITIVE_INFINITY): Promise<{ tsv: Buffer; bytesLeft: number }> {
  const bytes = (await readFile(file.path)).subarray(0, size);
  const frames: Buffer[] = [];
  let at = 0;
  while (at + HEADER_BYTES <= bytes.length) {
    const end = at + HEADER_BYTES + bytes.readUInt32LE(at);
    const lines = bytes.subarray(at + HEADER_BYTES, end);
    if (end > bytes.length || crc32(lines) !== bytes.readUInt32LE(at + 4)) break;
    frames.push(lines);
    at = end;
  }
  return { tsv: Buffer.concat(frames), bytesLeft: bytes.length - at };
}

/** Keeps a file out of the journal, for a person to look at. */
export async function setTornAside(file: JournalFile): Promise<void> {
  await rename(file.path, `${file.path}.torn`);
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

/** A new name is durable only once its directory is. */
async function syncDirectory(dir: string): Promise<void> {
  const handle = await open(dir, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
