import { z } from "zod";

/** The identity of an accepted hit. */
export interface HitPlace {
  readonly writer: number;
  /** The number of its request's first hit. */
  readonly seq: number;
  readonly number: number;
}

/** Hits in order, in a short form, because most of them are consecutive. */
export interface HitList {
  /** Hits of one writer with consecutive numbers. */
  readonly runs: readonly { readonly writer: number; readonly first: number; readonly count: number }[];
  /** Per writer: the first number of the earliest request with a hit here. */
  readonly from: ReadonlyMap<number, number>;
}

export function hitList(places: readonly HitPlace[]): HitList {
  const runs: { writer: number; first: number; count: number }[] = [];
  const from = new Map<number, number>();
  for (const { writer, seq, number } of places) {
    from.set(writer, Math.min(from.get(writer) ?? Infinity, seq));
    const run = runs.at(-1);
    if (run !== undefined && run.writer === writer && run.first + run.count === number) run.count += 1;
    else runs.push({ writer, first: number, count: 1 });
  }
  return { runs, from };
}

/** Per writer: the numbers between which all of its hits are. */
export function intervalsOf({ runs, from }: HitList): { readonly writer: number; readonly fromSeq: number; readonly toSeq: number }[] {
  const last = new Map<number, number>();
  for (const { writer, first, count } of runs) last.set(writer, Math.max(last.get(writer) ?? 0, first + count - 1));
  return [...from].map(([writer, fromSeq]) => ({ writer, fromSeq, toSeq: last.get(writer) ?? fromSeq }));
}

/** `[[writer, earliest request], ...]`, then for each run: the index of its writer in that list, its distance from the writer's previous run, and its length. */
const Written = z.tuple([z.array(z.tuple([z.number(), z.number()])), z.array(z.tuple([z.number(), z.number(), z.number()]))]);

export function encodeHitList({ runs, from }: HitList): string {
  const writers = [...from.keys()];
  const ends = new Map(from);
  const written = runs.map(({ writer, first, count }) => {
    const behind = first - (ends.get(writer) ?? 0);
    ends.set(writer, first + count);
    return [writers.indexOf(writer), behind, count];
  });
  return JSON.stringify([[...from], written]);
}

export function decodeHitList(text: string): HitList {
  const [from, written] = Written.parse(JSON.parse(text));
  const ends = new Map(from);
  const runs = written.map(([place, behind, count]) => {
    const writer = from[place]?.[0] ?? 0;
    const first = (ends.get(writer) ?? 0) + behind;
    ends.set(writer, first + count);
    return { writer, first, count };
  });
  return { runs, from: new Map(from) };
}
