import { crc32 } from "node:zlib";
import { exifOf, orientationIn } from "./exif.ts";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** What draws the image: its pixels, colours and animation. */
const DRAWN: ReadonlySet<string> = new Set("IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT".split(" "));

/** The image alone, as `plainJpeg` says. Undefined when it is no whole PNG. */
export function plainPng(file: Buffer): Buffer | undefined {
  if (!file.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return undefined;
  const kept: Buffer[] = [];
  let orientation = 1;
  let hasPixels = false;
  for (let at = SIGNATURE.length; at + 12 <= file.length;) {
    const end = at + 12 + file.readUInt32BE(at);
    if (end > file.length) return undefined;
    const type = file.toString("latin1", at + 4, at + 8);
    if (kept.length === 0 && type !== "IHDR") return undefined;
    if (type === "eXIf") orientation = orientationIn(file.subarray(at + 8, end - 4));
    if (DRAWN.has(type)) kept.push(file.subarray(at, end));
    hasPixels ||= type === "IDAT";
    if (type === "IEND") {
      const [header, ...rest] = kept;
      return hasPixels && header !== undefined ? Buffer.concat([SIGNATURE, header, ...turned(orientation), ...rest]) : undefined;
    }
    at = end;
  }
  return undefined;
}

function turned(orientation: number): readonly Buffer[] {
  const exif = exifOf(orientation);
  if (exif === undefined) return [];
  const typed = Buffer.concat([Buffer.from("eXIf", "latin1"), exif]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(exif.length);
  sum.writeUInt32BE(crc32(typed));
  return [length, typed, sum];
}
