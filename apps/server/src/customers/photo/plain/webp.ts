import { exifOf, orientationIn } from "./exif.ts";

/** What draws the image. The first one is the header of an image with more than its pixels. */
const DRAWN: ReadonlySet<string> = new Set(["VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP"]);
const PIXELS: ReadonlySet<string> = new Set(["VP8 ", "VP8L", "ANMF"]);
const FRAME_HEAD_BYTES = 16;
const DRAWN_OF_FRAME: ReadonlySet<string> = new Set(["ALPH", "VP8 ", "VP8L"]);
const EXIF_FLAG = 0b1000;
const XMP_FLAG = 0b0100;

/** The image alone, as `plainJpeg` says. Undefined when it is no whole WebP. */
export function plainWebp(file: Buffer): Buffer | undefined {
  if (file.length < 12 || file.toString("latin1", 0, 4) !== "RIFF" || file.toString("latin1", 8, 12) !== "WEBP") return undefined;
  const whole = 8 + file.readUInt32LE(4);
  if (whole > file.length) return undefined;
  const kept: { readonly type: string; readonly data: Buffer }[] = [];
  let orientation = 1;
  for (let at = 12; at < whole;) {
    if (at + 8 > whole) return undefined;
    const end = at + 8 + file.readUInt32LE(at + 4);
    if (end > whole) return undefined;
    const type = file.toString("latin1", at, at + 4);
    const data = file.subarray(at + 8, end);
    if (type === "EXIF") orientation = orientationIn(data);
    if (DRAWN.has(type)) {
      const plain = type === "ANMF" ? plainFrame(data) : data;
      if (plain === undefined) return undefined;
      kept.push({ type, data: plain });
    }
    // Chunks of an odd length have a byte behind them.
    at = end + (data.length % 2);
  }
  if (!kept.some(({ type }) => PIXELS.has(type))) return undefined;
  const header = kept.find(({ type }) => type === "VP8X");
  // Only an image with the header can say more than its pixels.
  const exif = header === undefined || header.data.length < 1 ? undefined : exifOf(orientation);
  const chunks = kept.map(({ type, data }) => chunkOf(type, type === "VP8X" ? flagged(data, exif !== undefined) : data));
  const body = Buffer.concat([Buffer.from("WEBP", "latin1"), ...chunks, ...(exif === undefined ? [] : [chunkOf("EXIF", exif)])]);
  return chunkOf("RIFF", body);
}

/** A frame of an animation: where it stands, then the chunks that draw it. */
function plainFrame(data: Buffer): Buffer | undefined {
  const kept: Buffer[] = [data.subarray(0, FRAME_HEAD_BYTES)];
  for (let at = FRAME_HEAD_BYTES; at < data.length;) {
    if (at + 8 > data.length) return undefined;
    const end = at + 8 + data.readUInt32LE(at + 4);
    if (end > data.length) return undefined;
    const type = data.toString("latin1", at, at + 4);
    if (DRAWN_OF_FRAME.has(type)) kept.push(chunkOf(type, data.subarray(at + 8, end)));
    // As in the file, an odd chunk has a byte behind it.
    at = end + ((end - at) % 2);
  }
  return kept.length > 1 ? Buffer.concat(kept) : undefined;
}

function flagged(data: Buffer, hasExif: boolean): Buffer {
  const header = Buffer.from(data);
  const [flags = 0] = header;
  header[0] = (flags & ~(EXIF_FLAG | XMP_FLAG)) | (hasExif ? EXIF_FLAG : 0);
  return header;
}

function chunkOf(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 0, "latin1");
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}
