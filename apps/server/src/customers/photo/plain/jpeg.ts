import { EXIF_HEADER, exifOf, orientationIn } from "./exif.ts";

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const COM = 0xfe;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const APP15 = 0xef;
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
    if (isDrawn(marker, data)) kept.push(file.subarray(at, end));
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

function isDrawn(marker: number, data: Buffer): boolean {
  if (marker === APP2) return data.toString("latin1", 0, ICC.length) === ICC;
  return marker === APP0 ? data.toString("latin1", 0, 5) === "JFIF\0" : marker === APP14 || !(marker === COM || (marker > APP0 && marker <= APP15));
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
  if (exif === undefined) return [];
  const length = Buffer.alloc(2);
  length.writeUInt16BE(2 + EXIF_HEADER.length + exif.length);
  return [Buffer.from([0xff, APP1]), length, EXIF_HEADER, exif];
}
