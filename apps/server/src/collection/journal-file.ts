import { constants } from "node:fs";
import { open, readdir, readFile, unlink, type FileHandle } from "node:fs/promises";
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
  /** Number of its first hit. */
  readonly firstSeq: number;
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

export async function createJournalFile({ dir, writer, firstSeq }: { dir: string; writer: number; firstSeq: number }): Promise<OpenJournalFile> {
  const name = path.join(dir, `${writer}-${firstSeq}.journal`);
  const handle = await open(name, "wx");
  await syncDirectory(dir);
  let size = 0;
  return {
    path: name,
    writer,
    firstSeq,
    size: () => size,
    async append(lines) {
      const header = Buffer.allocUnsafe(HEADER_BYTES);
      header.writeUInt32LE(lines.length, 0);
      header.writeUInt32LE(crc32(lines), 4);
      try {
        await writeAll(handle, { pieces: [header, lines], at: size });
        await handle.datasync();
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
    if (match !== null) files.push({ path: path.join(dir, name), writer: Number(match[1]), firstSeq: Number(match[2]) });
  }
  return files.toSorted((a, b) => a.writer - b.writer || a.firstSeq - b.firstSeq);
}

/** The lines of every whole frame. */
export async function readJournalFile(file: JournalFile): Promise<Buffer> {
  const bytes = await readFile(file.path);
  const frames: Buffer[] = [];
  for (let at = 0; at + HEADER_BYTES <= bytes.length;) {
    const end = at + HEADER_BYTES + bytes.readUInt32LE(at);
    const lines = bytes.subarray(at + HEADER_BYTES, end);
    if (end > bytes.length || crc32(lines) !== bytes.readUInt32LE(at + 4)) break;
    frames.push(lines);
    at = end;
  }
  return Buffer.concat(frames);
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
