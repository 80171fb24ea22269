import { EXIF_HEADER, exifOf, orientationIn } from "./exif.ts";

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
/** Tables, frames and scans: what draws the image. */
const DRAWN: ReadonlySet<number> = new Set([...Array.from({ length: 16 }, (_, at) => 0xc0 + at), SOS, 0xdb, 0xdc, 0xdd, 0xde, 0xdf]);
const JFIF = "JFIF\0";
/** Up to and without its thumbnail, which can show the image before somebody cropped it. */
const JFIF_BYTES = 12;
const ADOBE = "Adobe";
const ADOBE_BYTES = 12;
const ICC = "ICC_PROFILE\0";

/**
 * The image alone: what is needed to draw it, with its colours and how it is turned. All else that came with it is left out: Exif, XMP, IPTC, comments, previews,
 * further images. Undefined when it is no whole JPEG.
 */
export function plainJpeg(file: Buffer): Buffer | undefined {
  if (file.length < 4 || file[0] !== 0xff || file[1] !== SOI) return undefined;
  const kept: Buffer[] = [];
  let orientation = 1;
  let scans = 0;
  for (let at = 2; ;) {
    // Any number of fill bytes may stand before a marker.
    if (file[at] !== 0xff) return undefined;
    while (file[at + 1] === 0xff) at += 1;
    const marker = file[at + 1];
    if (marker === undefined || marker === 0x00) return undefined;
    if (marker === EOI) break;
    if (at + 4 > file.length) return undefined;
    const end = at + 2 + file.readUInt16BE(at + 2);
    if (end < at + 4 || end > file.length) return undefined;
    const data = file.subarray(at + 4, end);
    if (marker === APP1 && data.subarray(0, EXIF_HEADER.length).equals(EXIF_HEADER) && orientation === 1) orientation = orientationIn(data);
    kept.push(...drawnOf(marker, data));
    at = end;
    if (marker === SOS) {
      at = endOfScan(file, end);
      kept.push(file.subarray(end, at));
      scans += 1;
    }
  }
  if (scans === 0) return undefined;
  return Buffer.concat([Buffer.from([0xff, SOI]), ...turned(orientation), ...kept, Buffer.from([0xff, EOI])]);
}

/** The segment as it is kept: of those that a program may put anything into, only what is known to draw the image. */
function drawnOf(marker: number, data: Buffer): readonly Buffer[] {
  const begins = (name: string) => data.toString("latin1", 0, name.length) === name;
  if (DRAWN.has(marker) || (marker === APP2 && begins(ICC))) return [segment(marker, data)];
  if (marker === APP0 && begins(JFIF) && data.length >= JFIF_BYTES) return [segment(marker, Buffer.concat([data.subarray(0, JFIF_BYTES), Buffer.alloc(2)]))];
  if (marker === APP14 && begins(ADOBE) && data.length >= ADOBE_BYTES) return [segment(marker, data.subarray(0, ADOBE_BYTES))];
  return [];
}

function segment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(2 + data.length, 2);
  return Buffer.concat([head, data]);
}

/** Where the marker after a scan begins: the first 0xff that is neither a byte of the scan (0xff00) nor a restart. */
function endOfScan(file: Buffer, start: number): number {
  for (let at = file.indexOf(0xff, start); at !== -1; at = file.indexOf(0xff, at + 1)) {
    const next = file[at + 1];
    if (next === undefined) break;
    if (next !== 0x00 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return file.length;
}

function turned(orientation: number): readonly Buffer[] {
  const exif = exifOf(orientation);
  return exif === undefined ? [] : [segment(APP1, Buffer.concat([EXIF_HEADER, exif]))];
}
