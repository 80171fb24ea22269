import type { Arrival } from "../deps.ts";

/** Columns of `rawHitLines`, in the order of their values. */
export const RAW_HIT_COLUMNS = ["writer", "seq", "suite", "received_at", "door", "client", "payload"] as const;

/** Hits that arrived together, numbered one after the other. */
export interface NumberedArrivals {
  readonly arrivals: readonly Arrival[];
  readonly firstSeq: number;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
}

/** Characters that are made bytes at once: a string has a greatest length, and a group that is one large request may pass it. */
const PIECE_CHARACTERS = 1024 * 1024;

/** Lines of TabSeparated text for the raw hits' table. */
export function rawHitLines(groups: readonly NumberedArrivals[], writer: number): Buffer {
  const pieces: Buffer[] = [];
  let text = "";
  for (const { arrivals, firstSeq, receivedAt } of groups) {
    let seq = firstSeq;
    for (const { suite, door, client, payload } of arrivals) {
      text += `${writer}\t${seq++}\t${escaped(suite)}\t${receivedAt}\t${door}\t${client}\t${escaped(payload)}\n`;
      if (text.length < PIECE_CHARACTERS) continue;
      pieces.push(Buffer.from(text));
      text = "";
    }
  }
  pieces.push(Buffer.from(text));
  return Buffer.concat(pieces);
}

const SPECIAL = /[\\\t\n\r]/;
const EACH_SPECIAL = /[\\\t\n\r]/g;
const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function escaped(text: string): string {
  return SPECIAL.test(text) ? text.replace(EACH_SPECIAL, (character) => ESCAPES[character] ?? character) : text;
}
