import { crc32 } from "node:zlib";
import { RAW_HIT_COLUMNS } from "./raw-hit-lines.ts";

/**
 * The bytes of a journal file: frames, one after the other. A frame is a mark, a head with its own checksum, and
 * whole lines of `rawHitLines`, whose checksum the head holds:
 *
 * | bytes | what |
 * | --- | --- |
 * | 8 | the mark |
 * | 4, 4 | bytes of the lines; hits in them |
 * | 4 | CRC-32 of the lines |
 * | 4 | CRC-32 of the 20 bytes before |
 *
 * Numbers are little-endian. The mark is no UTF-8 and the lines are, so it stands nowhere else: after damage the next
 * frame is found by it, and nothing that a caller sent can pass for a frame.
 */
export interface Frame {
  readonly lines: Buffer;
  /** Number of its first hit. */
  readonly firstSeq: number;
  /** Hits of each suite. */
  readonly hits: ReadonlyMap<string, number>;
}

export interface Unreadable {
  readonly bytes: number;
  /** As far as the frames around it and its own head tell. */
  readonly hits: number;
}

export interface Scanned {
  readonly frames: readonly Frame[];
  readonly unreadable: Unreadable;
}

const MARK = Buffer.from([0xff, 0xfe, 0x52, 0x50, 0x54, 0x4a, 0xff, 0x02]);
const HEADER_BYTES = 24;
const LINES_AT = MARK.length;
const HITS_AT = LINES_AT + 4;
const LINES_CRC_AT = HITS_AT + 4;
const HEADER_CRC_AT = LINES_CRC_AT + 4;

/** Until 0.1 a frame was its length and CRC-32 and then its lines, without a mark. */
const OLD_HEADER_BYTES = 8;

export function frameHeader(lines: Buffer, hits: number): Buffer {
  const header = Buffer.allocUnsafe(HEADER_BYTES);
  MARK.copy(header);
  header.writeUInt32LE(lines.length, LINES_AT);
  header.writeUInt32LE(hits, HITS_AT);
  header.writeUInt32LE(crc32(lines), LINES_CRC_AT);
  header.writeUInt32LE(crc32(header.subarray(0, HEADER_CRC_AT)), HEADER_CRC_AT);
  return header;
}

/** Every frame of a file that is whole, wherever it stands, once and in the order of its numbers, and how much is not. */
export function scanFrames(bytes: Buffer, writer: number): Scanned {
  const frames = new Map<number, Frame>();
  const unreadable = { bytes: 0, hits: 0 };
  /** Hits that damaged frames since the last whole one say they hold. */
  let said = 0;
  for (let at = 0; at < bytes.length;) {
    const found = frameAt(bytes, { at, writer });
    const end = found.kind === "frame" ? found.end : nextStart(bytes, { after: at, writer });
    if (found.kind === "damage") {
      unreadable.bytes += end - at;
      said += found.hits;
    } else {
      // Between two frames the numbers tell what is missing. At the ends only the heads of damaged frames tell.
      if (frames.size === 0) unreadable.hits += said;
      said = 0;
      frames.set(found.frame.firstSeq, found.frame);
    }
    at = end;
  }
  const inOrder = [...frames.values()].toSorted((a, b) => a.firstSeq - b.firstSeq);
  return { frames: inOrder, unreadable: { ...unreadable, hits: unreadable.hits + said + missingBetween(inOrder) } };
}

/** Numbers of a file follow each other. */
function missingBetween(frames: readonly Frame[]): number {
  return frames.reduce((sum, { firstSeq }, index) => {
    const before = frames[index - 1];
    return before === undefined ? sum : sum + Math.max(0, firstSeq - before.firstSeq - countOf(before.hits));
  }, 0);
}

/** Arrival of a frame's first hit, in epoch milliseconds. */
export function arrivalOf({ lines }: Frame): number {
  return Number(lines.toString("utf8", 0, lines.indexOf(10)).split("\t")[RAW_HIT_COLUMNS.indexOf("received_at")]);
}

export function countOf(hits: ReadonlyMap<string, number>): number {
  return [...hits.values()].reduce((sum, count) => sum + count, 0);
}

type Found = { readonly kind: "frame"; readonly frame: Frame; readonly end: number } | { readonly kind: "damage"; readonly hits: number };

function frameAt(bytes: Buffer, { at, writer }: { at: number; writer: number }): Found {
  if (!bytes.subarray(at, at + MARK.length).equals(MARK)) return oldFrameAt(bytes, { at, writer });
  const start = at + HEADER_BYTES;
  const header = bytes.subarray(at, start);
  if (header.length < HEADER_BYTES || header.readUInt32LE(HEADER_CRC_AT) !== crc32(header.subarray(0, HEADER_CRC_AT))) return { kind: "damage", hits: 0 };
  const hits = header.readUInt32LE(HITS_AT);
  const frame = readFrame(bytes.subarray(start, start + header.readUInt32LE(LINES_AT)), {
    bytes: header.readUInt32LE(LINES_AT),
    checksum: header.readUInt32LE(LINES_CRC_AT),
    writer,
  });
  return frame === undefined ? { kind: "damage", hits } : { kind: "frame", frame, end: start + frame.lines.length };
}

function oldFrameAt(bytes: Buffer, { at, writer }: { at: number; writer: number }): Found {
  const start = at + OLD_HEADER_BYTES;
  if (start > bytes.length) return { kind: "damage", hits: 0 };
  const length = bytes.readUInt32LE(at);
  const frame = readFrame(bytes.subarray(start, start + length), { bytes: length, checksum: bytes.readUInt32LE(at + 4), writer });
  return frame === undefined ? { kind: "damage", hits: 0 } : { kind: "frame", frame, end: start + length };
}

/** Where the next frame may begin; the end of the bytes when none does. */
function nextStart(bytes: Buffer, { after, writer }: { after: number; writer: number }): number {
  const mark = bytes.indexOf(MARK, after + 1);
  const end = mark === -1 ? bytes.length : mark;
  // An old frame is known by its first line: no caller's text holds a tab.
  const firstLine = `${writer}\t`;
  for (let line = bytes.indexOf(firstLine, after + 1 + OLD_HEADER_BYTES); line !== -1 && line < end; line = bytes.indexOf(firstLine, line + 1)) {
    const at = line - OLD_HEADER_BYTES;
    if (oldFrameAt(bytes, { at, writer }).kind === "frame") return at;
  }
  return end;
}

function readFrame(lines: Buffer, { bytes, checksum, writer }: { bytes: number; checksum: number; writer: number }): Frame | undefined {
  if (lines.length !== bytes || bytes === 0 || crc32(lines) !== checksum) return undefined;
  const hits = new Map<string, number>();
  let firstSeq: number | undefined;
  for (let start = 0; start < lines.length;) {
    const end = lines.indexOf("\n", start);
    const line = end === -1 ? undefined : LINE.exec(lines.toString("utf8", start, Math.min(end, start + LONGEST_START)));
    if (line === undefined || line === null || Number(line[1]) !== writer || hasTab(lines, { from: start + line[0].length, to: end })) return undefined;
    firstSeq ??= Number(line[2]);
    const suite = line[4] ?? "";
    hits.set(suite, (hits.get(suite) ?? 0) + Number(line[3]));
    start = end + 1;
  }
  return firstSeq === undefined ? undefined : { lines, firstSeq, hits };
}

function hasTab(lines: Buffer, { from, to }: { from: number; to: number }): boolean {
  const tab = lines.indexOf("\t", from);
  return tab !== -1 && tab < to;
}

/** Writer, number, hits, suite, time, door, client; the payload follows. */
const LINE = /^(\d{1,10})\t(\d{1,16})\t(\d{1,7})\t([^\t]+)\t\d{1,13}\t[^\t]+\t[^\t]*\t/;
const LONGEST_START = 1_024;
