import type { Arrival } from "../../deps.ts";

/** Columns of `rawHitLines`, in the order of their values. */
export const RAW_HIT_COLUMNS = ["writer", "seq", "hits", "suite", "received_at", "door", "client", "payload"] as const;

/** Requests that arrived together; their hits are numbered one after the other. */
export interface NumberedArrivals {
  readonly arrivals: readonly Arrival[];
  readonly firstSeq: number;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
}

/** The most characters turned into bytes at once, because a group of large requests may be longer than a string can be. */
const PIECE_CHARACTERS = 1024 * 1024;

/** TabSeparated lines for the raw hits' table: one for each request, numbered by its first hit. */
export function rawHitLines(groups: readonly NumberedArrivals[], writer: number): Buffer {
  const pieces: Buffer[] = [];
  let text = "";
  for (const { arrivals, firstSeq, receivedAt } of groups) {
    let seq = firstSeq;
    for (const { suite, door, client, payload, hits } of arrivals) {
      text += `${writer}\t${seq}\t${hits}\t${escaped(suite)}\t${receivedAt}\t${door}\t${client}\t${escaped(payload)}\n`;
      seq += hits;
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
