import { fileFailure, type FileFailure } from "@rapport/contract/refusals";

/** How much may come out of a packed file (FF28). */
export interface UnpackLimits {
  readonly maxBytes: number;
  /** How many times its packed size. */
  readonly maxRatio: number;
}

/** So little may come out whatever the ratio: a short file of equal rows packs very small. */
export const SMALL_BYTES = 16 * 1024 ** 2;

const GZIP = [0x1f, 0x8b];
/** A zip, also one without any file. */
const ZIPS = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x50, 0x4b, 0x05, 0x06],
];

/** How a file is packed, from its first bytes. A workbook is a zip too. */
export function packingOf(start: Uint8Array): "gzip" | "zip" | undefined {
  const begins = (bytes: readonly number[]) => bytes.every((byte, i) => start[i] === byte);
  if (begins(GZIP)) return "gzip";
  return ZIPS.some(begins) ? "zip" : undefined;
}

/** Why no more comes out of a file of `packedBytes`, once `bytes` came out; undefined while they may. */
export function overUnpacked(bytes: number, { packedBytes, limits }: { packedBytes: number; limits: UnpackLimits }): FileFailure | undefined {
  if (bytes > limits.maxBytes) return fileFailure("file.unpacks_too_large", { megabytes: Math.floor(limits.maxBytes / 1024 ** 2) });
  if (bytes > Math.max(SMALL_BYTES, limits.maxRatio * packedBytes)) return fileFailure("file.unpacks_too_far", { times: limits.maxRatio });
  return undefined;
}

/** An entry of a zip. */
export interface PackedEntry {
  readonly name: string;
  readonly isEncrypted: boolean;
  /** How it is packed: 0 not at all, 8 deflated. */
  readonly method: number;
}

export type FromZip =
  | { readonly kind: "entry"; readonly index: number }
  | { readonly kind: "workbook" }
  | { readonly kind: "failure"; readonly failure: FileFailure };

/** What a macOS writes beside each file holds nothing of it. */
const BESIDE = /^__MACOSX\//;
const STORED = 0;
const DEFLATED = 8;

/** The one file of a zip (FF28), or why there is none that is taken. A folder has an entry too, whose name ends in a slash. */
export function oneOfZip(entries: readonly PackedEntry[]): FromZip {
  if (entries.some(({ name }, index) => name === "[Content_Types].xml" || (name === "mimetype" && index === 0))) return { kind: "workbook" };
  const files = entries.flatMap((entry, index) => (BESIDE.test(entry.name) || entry.name.endsWith("/") ? [] : [{ ...entry, index }]));
  const [file, ...more] = files;
  if (file === undefined) return refused({ why: "none" });
  if (files.some(({ name }) => /[/\\:]/.test(name))) return refused({ why: "path" });
  if (more.length > 0) return refused({ why: "several", files: files.length });
  if (file.isEncrypted) return refused({ why: "encrypted" });
  if (file.method !== STORED && file.method !== DEFLATED) return refused({ why: "method" });
  return { kind: "entry", index: file.index };
}

function refused(why: Parameters<typeof fileFailure<"file.packed">>[1]): FromZip {
  return { kind: "failure", failure: fileFailure("file.packed", why) };
}
