import fc from "fast-check";
import { expect, test } from "vitest";
import type { ImageType } from "../kind-of-image.ts";
import { exifOf, orientationIn } from "./exif.ts";
import { PHOTOS } from "./photos.fixture.ts";
import { plainImage } from "./plain-image.ts";

const SENT: readonly (readonly [name: string, type: ImageType, file: Buffer])[] = [
  ["a JPEG", "image/jpeg", Buffer.from(PHOTOS.jpeg, "base64")],
  ["a progressive JPEG", "image/jpeg", Buffer.from(PHOTOS.progressive, "base64")],
  ["a PNG", "image/png", Buffer.from(PHOTOS.png, "base64")],
  ["a WebP", "image/webp", Buffer.from(PHOTOS.webp, "base64")],
];

/** What tells of a place, a device or a time. The tag of GPS data stands in both orders of bytes. */
const TOLD = ["Phone", "SERIAL", "2026", "Dam 1", "xmp", "GPS", "\u0088\u0025", "\u0025\u0088\0\u0004"];
const text = (file: Buffer | undefined) => file?.toString("latin1") ?? "";
const told = (file: Buffer | undefined) => TOLD.filter((one) => text(file).includes(one));

test.each(SENT)("HC8 %s with a place is kept without it, turned as it was, and is the same when it is sent again", (_, type, file) => {
  expect(told(file).length).toBeGreaterThan(2);
  const plain = plainImage(file, type);
  expect(told(plain)).toEqual([]);
  expect(plain?.length).toBeGreaterThan(100);
  const exif = text(plain).indexOf("MM\0*");
  expect(orientationIn(plain?.subarray(exif) ?? Buffer.alloc(0))).toBe(6);
  expect(plainImage(plain ?? Buffer.alloc(0), type)).toEqual(plain);
});

test.each(SENT)("HC8 what follows the end of %s is left out, and one that is cut off is refused", (_, type, file) => {
  const plain = plainImage(file, type);
  expect(plainImage(Buffer.concat([file, Buffer.from("GPS of another image")]), type)).toEqual(plain);
  const length = plain?.length ?? 0;
  for (const bytes of [4, 20, 100, Math.floor(length / 2), length - 3])
    expect([bytes, plainImage((plain ?? file).subarray(0, bytes), type)]).toEqual([bytes, undefined]);
});

test("HC8 nothing that a program may add to a JPEG stays: thumbnails, segments of its own, text behind what is known", () => {
  const photo = Buffer.from(PHOTOS.jpeg, "base64");
  const secret = Buffer.from("GPS 52.37 SERIAL-12345");
  const segment = (marker: number, ...data: Buffer[]) => {
    const body = Buffer.concat(data);
    return Buffer.concat([Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff]), body]);
  };
  const jfif = segment(0xe0, Buffer.from("JFIF\0"), Buffer.from([1, 2, 0, 0, 1, 0, 1, 8, 8]), secret);
  const adobe = segment(0xee, Buffer.from("Adobe"), Buffer.alloc(7), secret);
  const others = [0xe0, 0xe3, 0xed, 0xee, 0xef, 0xf0, 0xfd, 0xfe, 0x02].map((marker) => segment(marker, secret));
  // Its own first segment is a JFIF one of 18 bytes.
  const added = Buffer.concat([photo.subarray(0, 2), jfif, adobe, ...others, photo.subarray(20)]);
  const plain = plainImage(added, "image/jpeg");
  expect(plain?.length).toBeGreaterThan(300);
  expect(told(plain)).toEqual([]);
  expect(text(plain)).toContain("Adobe");
  expect(plainImage(plain ?? Buffer.alloc(0), "image/jpeg")).toEqual(plain);
});

test("HC8 a frame of an animated WebP keeps only what draws it", () => {
  const chunk = (type: string, data: Buffer) => {
    const head = Buffer.alloc(8);
    head.write(type, 0, "latin1");
    head.writeUInt32LE(data.length, 4);
    return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
  };
  const frame = Buffer.concat([
    Buffer.alloc(16),
    chunk("XMP ", Buffer.from("GPS at SERIAL")),
    chunk("VP8L", Buffer.from("pixel")),
    chunk("note", Buffer.from("xmp")),
  ]);
  const body = Buffer.concat([Buffer.from("WEBP"), chunk("VP8X", Buffer.alloc(10)), chunk("ANIM", Buffer.alloc(6)), chunk("ANMF", frame)]);
  const plain = plainImage(chunk("RIFF", body), "image/webp");
  expect([told(plain), text(plain).includes("pixel")]).toEqual([[], true]);
  expect(plainImage(plain ?? Buffer.alloc(0), "image/webp")).toEqual(plain);
});

test.each(SENT)("HC8 any broken copy of %s is refused, or what is kept is kept the same again, and nothing throws", (_, type, file) => {
  const broken = fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(broken, (changes) => {
      const copy = Buffer.from(file);
      for (const [at, byte] of changes) copy[at] = byte;
      const plain = plainImage(copy, type);
      if (plain !== undefined) expect(plainImage(plain, type)).toEqual(plain);
    }),
    { numRuns: 1_000 },
  );
});

test("HC8 any bytes are read as an image or refused, and nothing throws", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(...SENT), fc.nat(60), (junk, [, type, file], head) => {
      plainImage(Buffer.concat([file.subarray(0, head), junk]), type);
      orientationIn(Buffer.from(junk));
    }),
    { numRuns: 5_000 },
  );
});

test("HC8 each way of turning is kept, upright needs nothing said", () => {
  expect(exifOf(1)).toBeUndefined();
  for (const turned of [2, 3, 4, 5, 6, 7, 8]) expect(orientationIn(exifOf(turned) ?? Buffer.alloc(0))).toBe(turned);
});
