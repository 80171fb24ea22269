const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);

/** As many bytes as tell what an image is. */
export const HEAD_BYTES = 16;
export type ImageType = "image/jpeg" | "image/png" | "image/webp";

/** What a file is by its first bytes, whatever its name and its sender say; undefined for anything but a JPEG, PNG or WebP image (HC8). */
export function kindOfImage(head: Buffer): ImageType | undefined {
  if (head.subarray(0, PNG.length).equals(PNG) && head.toString("latin1", 12, 16) === "IHDR") return "image/png";
  if (head.subarray(0, JPEG.length).equals(JPEG)) return "image/jpeg";
  if (head.toString("latin1", 0, 4) === "RIFF" && head.toString("latin1", 8, 12) === "WEBP") return "image/webp";
  return undefined;
}
