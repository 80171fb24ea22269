import { readText } from "./read-text.ts";

/** The most bytes of a value. Longer values are cut, never refused (IR2). */
export const MAX_BYTES = { conversion: 255, traffic: 100, purchaseId: 100, serial: 20, zip: 50, transactionId: 100, visitor: 100 } as const;

/** How many bytes of an address are read. */
export const MAX_URL = 4_096;

/** How many bytes a variable keeps: conversion variables 255, all others 100. */
export function maxBytesOf(key: string): number {
  return key.startsWith("evar") || key === "campaign" ? MAX_BYTES.conversion : MAX_BYTES.traffic;
}

/** Reads `text` (`readText`) and cuts it to `maxBytes` of UTF-8 without splitting a character. */
export function cut(text: string, maxBytes: number): string {
  const read = readText(text);
  const kept = firstBytes(read, maxBytes);
  return kept.length === read.length ? read : readText(kept);
}

/** As many whole characters of `text` as fit in `maxBytes` of UTF-8. */
export function firstBytes(text: string, maxBytes: number): string {
  if (text.length * 3 <= maxBytes) return text;
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    bytes += bytesAt(text, i);
    // The first half of a pair counts all four bytes, so a cut never falls between the halves.
    if (bytes > maxBytes) return text.slice(0, i);
  }
  return text;
}

/** The number of bytes of `text` in UTF-8. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) bytes += bytesAt(text, i);
  return bytes;
}

/** The bytes that the UTF-16 unit at `i` adds; a pair counts at its first half. */
function bytesAt(text: string, i: number): number {
  const code = text.charCodeAt(i);
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  if (code >= 0xd800 && code <= 0xdbff && isLow(text, i + 1)) return 4;
  if (code >= 0xdc00 && code <= 0xdfff && i > 0 && isHigh(text, i - 1)) return 0;
  return 3;
}

function isHigh(text: string, i: number): boolean {
  const code = text.charCodeAt(i);
  return code >= 0xd800 && code <= 0xdbff;
}

function isLow(text: string, i: number): boolean {
  const code = text.charCodeAt(i);
  return code >= 0xdc00 && code <= 0xdfff;
}
