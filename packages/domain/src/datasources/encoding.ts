import { fileFailure, type FileFailure } from "@rapport/contract/refusals";

/** The encoding of a file, from its first bytes (FF20). */
export interface Encoding {
  readonly name: "utf-8" | "utf-16le" | "utf-16be";
  /** How many bytes the byte order mark has. */
  readonly markBytes: number;
}

/** UTF-16 needs its byte order mark; everything else is read as UTF-8. */
export function encodingOf(start: Uint8Array): Encoding {
  if (start[0] === 0xff && start[1] === 0xfe) return { name: "utf-16le", markBytes: 2 };
  if (start[0] === 0xfe && start[1] === 0xff) return { name: "utf-16be", markBytes: 2 };
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return { name: "utf-8", markBytes: 3 };
  return { name: "utf-8", markBytes: 0 };
}

/** The first bytes of files that people send instead of text. */
const BINARY: readonly (readonly [kind: "workbook" | "compressed" | "document", bytes: readonly number[]])[] = [
  ["workbook", [0x50, 0x4b, 0x03, 0x04]], // a zip, which an .xlsx and an .ods are
  ["workbook", [0xd0, 0xcf, 0x11, 0xe0]], // an .xls
  ["compressed", [0x1f, 0x8b]], // gzip
  ["document", [0x25, 0x50, 0x44, 0x46]], // a PDF
];
export const START_BYTES = 4;

/** Why a file with these first bytes is not text, and what to do; undefined for a file that may be text. */
export function notText(start: Uint8Array): FileFailure | undefined {
  const kind = BINARY.find(([, bytes]) => bytes.every((byte, i) => start[i] === byte))?.[0];
  return kind === undefined ? undefined : fileFailure("file.not_text", { kind });
}

export type Decoded = { readonly kind: "text"; readonly text: string } | { readonly kind: "undecodable"; readonly at: number };

/**
 * Decodes bytes that begin and end between characters. It replaces nothing: for bytes that are not a character it gives
 * their position in `bytes`, from 0.
 */
export function decode(bytes: Uint8Array, encoding: Encoding["name"]): Decoded {
  const text = new TextDecoder(encoding, { fatal: false, ignoreBOM: true }).decode(bytes);
  // Only in text with a replacement character can bytes have been replaced. The character may also be in the file itself.
  if (!text.includes("\uFFFD")) return { kind: "text", text };
  const at = encoding === "utf-8" ? invalidUtf8(bytes) : invalidUtf16(bytes, encoding === "utf-16be");
  return at === -1 ? { kind: "text", text } : { kind: "undecodable", at };
}

/** What 80 to 9F mean; a blank has no sign of its own. */
const WINDOWS_1252 =
  "\u20ac \u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152 \u017d  \u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153 \u017e\u0178";

/** Every byte is a character. Some versions of Node decode it as Latin-1, without the signs from 80 to 9F. */
export function decodeWindows1252(bytes: Uint8Array): string {
  return new TextDecoder("windows-1252")
    .decode(bytes)
    .replaceAll(/[\u0080-\u009f]/g, (sign) => (WINDOWS_1252[sign.charCodeAt(0) - 0x80] ?? " ").replace(" ", sign));
}

function invalidUtf8(bytes: Uint8Array): number {
  for (let i = 0; i < bytes.length;) {
    const length = sequenceLength(bytes, i);
    if (length === 0) return i;
    i += length;
  }
  return -1;
}

/** The number of bytes of the well-formed character at `i`, 0 for none (Unicode, table 3-7). */
function sequenceLength(bytes: Uint8Array, i: number): number {
  const first = bytes[i] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  if (length === 0 || i + length > bytes.length) return 0;
  const second = bytes[i + 1] ?? 0;
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let k = 2; k < length; k++) if (((bytes[i + k] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

function invalidUtf16(bytes: Uint8Array, bigEndian: boolean): number {
  const unit = (i: number) => (bigEndian ? ((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0) : (bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 8));
  for (let i = 0; i < bytes.length; i += 2) {
    if (i + 1 >= bytes.length) return i;
    const first = unit(i);
    if (first < 0xd800 || first > 0xdfff) continue;
    const paired = first <= 0xdbff && i + 3 < bytes.length && unit(i + 2) >= 0xdc00 && unit(i + 2) <= 0xdfff;
    if (!paired) return i;
    i += 2;
  }
  return -1;
}
