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

test.each(SENT)("HC8 any broken copy of %s is refused or kept without the place, and nothing throws", (_, type, file) => {
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
