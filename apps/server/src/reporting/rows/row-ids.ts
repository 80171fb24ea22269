import { Refusal } from "@rapport/contract";
import { wrong } from "@rapport/contract/refusals";
import { readPlace, writePlace } from "../../http/index.ts";
import { RowPlace } from "../plan/plan-lines.ts";
import type { WantedRows } from "./row-queries.ts";

/** The id by which callers name a hit or a row. It holds no visitor. */
export function rowIdOf(place: RowPlace): string {
  return writePlace(place);
}

/** @throws Refusal `report.item` for a text that is no id of ours */
export function placeOfId(id: string): RowPlace {
  try {
    const place = readPlace(id, RowPlace);
    if (!isPlace(place)) throw new Refusal("cursor.wrong", {});
    return place;
  } catch (cause) {
    throw unknownRow(cause);
  }
}

export function unknownRow(cause?: unknown): Refusal {
  return new Refusal("report.item", {}, { faults: [{ path: ["id"], wrong: wrong("report.row_unknown", {}) }], ...(cause === undefined ? {} : { cause }) });
}

/** The place in a list of lines after which it goes on. */
export function placeOfCursor(cursor: string): RowPlace {
  const place = readPlace(cursor, RowPlace);
  if (!isPlace(place)) throw new Refusal("cursor.wrong", {});
  return place;
}

/** Whole numbers that the engine can hold. */
function isPlace([at, position, upload, line]: RowPlace): boolean {
  if (![at, position, upload, line].every((part) => /^-?\d{1,20}$/.test(part))) return false;
  const within = (text: string, bits: bigint) => BigInt(text) >= 0n && BigInt(text) < 2n ** bits;
  return Math.abs(Number(at)) <= 8.64e15 && within(position, 64n) && within(upload, 32n) && within(line, 32n);
}

/** Parameters that name these hits and rows. */
export function wantedOf(suite: string, places: readonly RowPlace[]): WantedRows {
  const hits = places.filter(([, , upload]) => upload === "0");
  const rows = places.filter(([, , upload]) => upload !== "0");
  const times = places.map(([at]) => Number(at));
  return {
    suite,
    from: times.reduce((least, at) => Math.min(least, at), Number.MAX_SAFE_INTEGER),
    to: times.reduce((most, at) => Math.max(most, at), Number.MIN_SAFE_INTEGER),
    ats: hits.map(([at]) => Number(at)),
    positions: hits.map(([, position]) => BigInt(position)),
    uploads: rows.map(([, , upload]) => Number(upload)),
    lines: rows.map(([, , , line]) => Number(line)),
  };
}
