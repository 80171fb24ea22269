const HEADER = Buffer.from("Exif\0\0", "latin1");
const ORIENTATION = 0x0112;
const SHORT = 3;
/** As it was taken. */
const UPRIGHT = 1;

/** How an image is turned, by its Exif data with or without their header: 1 to 8, where 1 is upright. Never throws. */
export function orientationIn(data: Buffer): number {
  const tiff = data.subarray(0, HEADER.length).equals(HEADER) ? data.subarray(HEADER.length) : data;
  const order = tiff.toString("latin1", 0, 2);
  if (tiff.length < 8 || (order !== "II" && order !== "MM")) return UPRIGHT;
  const isLittle = order === "II";
  const short = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number) => (isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const first = long(4);
  if (first + 2 > tiff.length) return UPRIGHT;
  const entries = short(first);
  for (let at = first + 2, left = entries; left > 0 && at + 12 <= tiff.length; left -= 1, at += 12) {
    if (short(at) !== ORIENTATION || short(at + 2) !== SHORT) continue;
    const turned = short(at + 8);
    return turned >= 1 && turned <= 8 ? turned : UPRIGHT;
  }
  return UPRIGHT;
}

/** Exif data, without their header, that say how an image is turned and nothing else; undefined for an upright one. */
export function exifOf(orientation: number): Buffer | undefined {
  if (orientation === UPRIGHT) return undefined;
  const tiff = Buffer.alloc(26);
  tiff.write("MM\0*", 0, "latin1");
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(ORIENTATION, 10);
  tiff.writeUInt16BE(SHORT, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  return tiff;
}

export { HEADER as EXIF_HEADER };
