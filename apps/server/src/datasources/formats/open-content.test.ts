import { temporaryFolder } from "@rapport/testkit";
import { createWriteStream, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { ContentFailure } from "./content-failure.ts";
import { openContent } from "./open-content.ts";
import { zipOf } from "./zip.fixture.ts";

const LIMITS = { maxBytes: 1024 ** 3, maxRatio: 200 };
const folder = temporaryFolder("packed-");
let files = 0;

function stored(bytes: Buffer): string {
  const path = join(folder, `${files++}`);
  writeFileSync(path, bytes);
  return path;
}

async function text(path: string, limits = LIMITS): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of openContent(path, limits)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

async function failureOf(file: Buffer | string, limits = LIMITS) {
  const failure = await text(typeof file === "string" ? file : stored(file), limits).catch((cause: unknown) => cause);
  if (!(failure instanceof ContentFailure)) throw new Error("it was read", { cause: failure });
  return failure.failure;
}

const manyFolders = Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`${i}/`, ""]));

/** Sets a bit of the flags of every entry, in both places where a zip has them. */
function flagged(zip: Buffer, bit: number): Buffer {
  const bytes = Buffer.from(zip);
  for (const [signature, at] of [
    [0x04034b50, 6],
    [0x02014b50, 8],
  ] as const)
    for (let i = 0; i + 4 <= bytes.length; i++) if (bytes.readUInt32LE(i) === signature) bytes.writeUInt16LE(bytes.readUInt16LE(i + at) | bit, i + at);
  return bytes;
}

describe("FF28 what is in a file", () => {
  test("is given as it is, or unpacked", async () => {
    const rows = "Date\tPrice\n".repeat(100_000);
    expect(await text(stored(Buffer.from(rows)))).toBe(rows);
    expect(await text(stored(gzipSync(rows)))).toBe(rows);
    expect(await text(stored(Buffer.concat([gzipSync("one\n"), gzipSync("two\n"), Buffer.alloc(512)])))).toBe("one\ntwo\n");
    expect(await text(stored(await zipOf({ "rows.txt": rows })))).toBe(rows);
    expect(await text(stored(await zipOf({ "rows.txt": rows }, { compress: false })))).toBe(rows);
    expect(await text(stored(await zipOf({ "rows.txt": rows, "__MACOSX/._rows.txt": "x" })))).toBe(rows);
    expect(await text(stored(await zipOf({ "empty/": "", "rows.txt": rows })))).toBe(rows);
    expect(await text(stored(Buffer.alloc(0)))).toBe("");
  });

  test.each([
    ["several files", async () => await zipOf({ "a.txt": "a", "b.txt": "b" }), { why: "several", files: 2 }],
    [
      "very many files",
      async () => await zipOf(Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`${i}.txt`, "x"]))),
      { why: "several", files: 1_000 },
    ],
    ["no file", async () => await zipOf({}), { why: "none" }],
    ["a folder", async () => await zipOf({ "out/rows.txt": "a" }), { why: "path" }],
    ["a folder that has an entry itself", async () => await zipOf({ "out/": "", "out/rows.txt": "a" }), { why: "path" }],
    ["a folder of several files", async () => await zipOf({ "out/": "", "out/a.txt": "a", "out/b.txt": "b" }), { why: "path" }],
    ["nothing but a folder", async () => await zipOf({ "out/": "" }), { why: "none" }],
    ["a file and very many folders", async () => await zipOf({ "a.txt": "a", ...manyFolders, "b.txt": "b" }), { why: "several", files: 152 }],
    ["a name that leads out", async () => named(await zipOf({ "aa/rows.txt": "a" }), "../rows.txt"), { why: "path" }],
    ["a name of another system", async () => named(await zipOf({ "aa-rows.txt": "a" }), "C:\\rows.txt"), { why: "path" }],
    ["a password", async () => flagged(await zipOf({ "rows.txt": "a" }), 1), { why: "encrypted" }],
    ["a strong password", async () => flagged(await zipOf({ "rows.txt": "a" }), 0x41), { why: "encrypted" }],
    ["a zip", async () => await zipOf({ "rows.zip": await zipOf({ "rows.txt": "a" }) }), { why: "twice" }],
    ["an empty zip", async () => await zipOf({ "rows.zip": await zipOf({}) }), { why: "twice" }],
    ["a gzip", async () => await zipOf({ "rows.gz": gzipSync("a") }), { why: "twice" }],
    ["an old workbook", async () => await zipOf({ "rows.xls": Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1]) }), { why: "twice" }],
    ["other bytes than it says", async () => changed(await zipOf({ "rows.txt": "abc" }, { compress: false }), "abc", "abd"), { why: "damaged" }],
    ["half of itself", async () => (await zipOf({ "rows.txt": "a".repeat(1_000) })).subarray(0, 60), { why: "damaged" }],
  ])("is nothing for a zip with %s", async (_what, make, params) => expect(await failureOf(await make())).toEqual({ code: "file.packed", params }));

  test.each([
    ["in which something is packed again", gzipSync(gzipSync("a")), { why: "twice" }],
    ["that was cut off", gzipSync("a".repeat(100_000)).subarray(0, 60), { why: "damaged" }],
    ["with other bytes than it says", changed(gzipSync("abc", { level: 0 }), "abc", "abd"), { why: "damaged" }],
    ["that something follows", Buffer.concat([gzipSync("a\n"), Buffer.from("Date\n")]), { why: "damaged" }],
  ])("is nothing for a gzip %s", async (_what, file, params) => expect(await failureOf(file)).toEqual({ code: "file.packed", params }));

  test("is no bomb: it ends at the size and at the ratio, with memory flat", async () => {
    const bomb = join(folder, "bomb.gz");
    const zeros = Buffer.alloc(1024 ** 2);
    const endless = Readable.from(Array.from({ length: 60 }, () => zeros));
    await pipeline(endless, createGzip(), createWriteStream(bomb));
    expect(await failureOf(bomb)).toEqual({ code: "file.unpacks_too_far", params: { times: 200 } });
    expect(await failureOf(bomb, { maxBytes: 20 * 1024 ** 2, maxRatio: 10_000 })).toEqual({ code: "file.unpacks_too_large", params: { megabytes: 20 } });
    let [most, bytes] = [0, 0];
    for await (const piece of openContent(bomb, { maxBytes: 1024 ** 3, maxRatio: 10_000 })) {
      bytes += piece.length;
      most = Math.max(most, piece.length);
    }
    expect([bytes, most <= 256 * 1024]).toEqual([60 * 1024 ** 2, true]);
  });

  test("is given up in the middle without an error", async () => {
    for (const file of [gzipSync("x".repeat(5_000_000)), await zipOf({ "rows.txt": "x".repeat(5_000_000) })])
      for await (const piece of openContent(stored(file), LIMITS)) {
        expect(piece.length).toBeGreaterThan(0);
        break;
      }
  });
});

/** Another name of the same length, in both places. */
function named(zip: Buffer, name: string): Buffer {
  return Buffer.from(zip.toString("latin1").replaceAll(/aa[/-]rows.txt/g, name), "latin1");
}

function changed(bytes: Buffer, from: string, to: string): Buffer {
  return Buffer.from(bytes.toString("latin1").replace(from, to), "latin1");
}
