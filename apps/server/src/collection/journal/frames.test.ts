import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { countOf, frameHeader, scanFrames } from "./frames.ts";
import { rawHitLines } from "./raw-hit-lines.ts";

const WRITER = 7;
const RUNS = 1_500;

type Chance = (below: number) => number;

/** A file of frames as the journal writes it, or as it wrote it until 0.1; where each frame lies and what it holds. */
function fileOf(chance: Chance, { old }: { old: boolean }) {
  const pieces: Buffer[] = [];
  const placed: { from: number; to: number; firstSeq: number; hits: number }[] = [];
  let seq = 1 + chance(3);
  let from = 0;
  for (let n = 2 + chance(12); n > 0; n -= 1) {
    const arrivals = Array.from({ length: 1 + chance(3) }, () => ({
      suite: `suite-${chance(2)}`,
      door: "image",
      client: "c",
      payload: JSON.stringify({ query: `v1=${"x\té\\".repeat(chance(40))}` }),
      hits: 1 + chance(2),
    }));
    const hits = arrivals.reduce((sum, arrival) => sum + arrival.hits, 0);
    const lines = rawHitLines([{ arrivals, firstSeq: seq, receivedAt: 1_790_000_000_000 }], WRITER);
    const frame = Buffer.concat([old ? oldHeader(lines) : frameHeader(lines, hits), lines]);
    pieces.push(frame);
    placed.push({ from, to: from + frame.length, firstSeq: seq, hits });
    from += frame.length;
    seq += hits;
  }
  return { bytes: Buffer.concat(pieces), placed };
}

function oldHeader(lines: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32LE(lines.length, 0);
  header.writeUInt32LE(crc32(lines), 4);
  return header;
}

/** Damages the bytes; `touches` says of a frame whether the damage lies in it. */
function damaged(
  bytes: Buffer,
  { chance, starts }: { chance: Chance; starts: readonly number[] },
): { bytes: Buffer; touches: (from: number, to: number) => boolean } {
  const at = chance(bytes.length);
  const length = Math.min(bytes.length - at, 1 + chance(chance(2) === 0 ? 4 : bytes.length - at));
  const within = (a: number, b: number) => (from: number, to: number) => a < to && b > from;
  const noise = Buffer.from(Array.from({ length }, () => chance(256)));
  const copy = Buffer.from(bytes);
  switch (chance(6)) {
    case 0:
      copy[at] = (copy[at] ?? 0) ^ (1 << chance(8));
      return { bytes: copy, touches: within(at, at + 1) };
    case 1:
      return { bytes: Buffer.concat([copy.subarray(0, at), copy.subarray(at + length)]), touches: within(at, at + length) };
    case 2:
      return { bytes: Buffer.concat([copy.subarray(0, at), noise, copy.subarray(at)]), touches: (from, to) => from < at && at < to };
    case 3:
      return { bytes: copy.fill(0, at, at + length), touches: within(at, at + length) };
    case 4: {
      // A whole piece of the file again, somewhere else.
      const again = bytes.subarray(at, at + length);
      const to = starts[chance(starts.length)] ?? 0;
      return { bytes: Buffer.concat([copy.subarray(0, to), again, copy.subarray(to)]), touches: () => false };
    }
    default: {
      const start = starts[chance(starts.length)] ?? 0;
      const field = start + chance(20);
      copy.writeUInt32LE((copy.readUInt32LE(field) + 1 + chance(2 ** 31)) >>> 0, field);
      return { bytes: copy, touches: within(field, field + 4) };
    }
  }
}

test.each([{ old: false }, { old: true }])("F5 random damage loses the frames it touches and no other, and each is read once (old form: $old)", ({ old }) => {
  const seed = Math.floor(Math.random() * 1e9);
  const chance = chanceOf(seed);
  for (let run = 0; run < RUNS; run += 1) {
    const { bytes, placed } = fileOf(chance, { old });
    const damage = damaged(bytes, { chance, starts: placed.map(({ from }) => from) });
    const { frames, unreadable } = scanFrames(damage.bytes, WRITER);
    const read = frames.map(({ firstSeq, hits }) => ({ firstSeq, hits: countOf(hits) }));
    const where = `seed ${seed}, run ${run}`;
    // Only what was written, and nothing twice.
    expect(
      placed.map(({ firstSeq, hits }) => ({ firstSeq, hits })),
      where,
    ).toEqual(expect.arrayContaining(read));
    expect(new Set(read.map(({ firstSeq }) => firstSeq)).size, where).toBe(read.length);
    const missing = placed.filter(({ firstSeq }) => !read.some((frame) => frame.firstSeq === firstSeq));
    expect(
      missing.filter(({ from, to }) => !damage.touches(from, to)),
      where,
    ).toEqual([]);
    // What is missing between two frames is counted exactly.
    const [first, last] = [read[0]?.firstSeq ?? Infinity, read.at(-1)?.firstSeq ?? 0];
    const between = missing.filter(({ firstSeq }) => firstSeq > first && firstSeq < last);
    expect(unreadable.hits, where).toBeGreaterThanOrEqual(between.reduce((sum, { hits }) => sum + hits, 0));
  }
});

test("F5 nothing that a caller sends can be read as a frame, wherever the file is damaged", () => {
  const inner = rawHitLines([{ arrivals: [{ suite: "theirs", door: "image", client: "c", payload: "{}", hits: 1 }], firstSeq: 900, receivedAt: 1 }], WRITER);
  const forged = [frameHeader(inner, 1), oldHeader(inner)].map((header) => Buffer.concat([header, inner]).toString("latin1"));
  const arrivals = forged.map((payload) => ({ suite: "ours", door: "image", client: "c", payload: JSON.stringify({ query: payload }), hits: 1 }));
  const lines = rawHitLines([{ arrivals, firstSeq: 1, receivedAt: 1 }], WRITER);
  for (const header of [frameHeader(lines, 2), oldHeader(lines)]) {
    const bytes = Buffer.concat([header, lines]);
    expect(scanFrames(bytes, WRITER).frames).toHaveLength(1);
    for (let at = 0; at < header.length; at += 1) {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ 0xff;
      expect(scanFrames(copy, WRITER).frames).toEqual([]);
    }
  }
});

function chanceOf(seed: number): Chance {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
