import { SAMPLE_MAX_BYTES } from "@rapport/contract/data-sources";
import type { Sample } from "./queries.ts";

/** So much of a text is looked at. */
const TEXT_BYTES = 256 * 1024;
/** A workbook, a zip or a gzip, of which a part is of no use. */
const PACKED = [
  [0x50, 0x4b],
  [0x1f, 0x8b],
];

let samples = 0;

/** What is looked at of a file; null when it is too large for that. */
export async function readSample(file: File): Promise<Sample | null> {
  const start = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isPacked = PACKED.some((bytes) => bytes.every((byte, i) => start[i] === byte));
  const most = isPacked ? SAMPLE_MAX_BYTES : TEXT_BYTES;
  if (isPacked && file.size > most) return null;
  const part = file.slice(0, most);
  return { name: file.name, base64: await asBase64(part), isWhole: part.size === file.size, id: ++samples };
}

async function asBase64(part: Blob): Promise<string> {
  const bytes = new Uint8Array(await part.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
