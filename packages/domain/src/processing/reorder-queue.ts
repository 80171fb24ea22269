import { Heap } from "./heap.ts";
import { byArrival, byTime, type Common, type Waiting } from "./reorder.ts";

/** How much may wait at once, over all suites. Beyond that, the hits that arrived first are due early. */
export interface ReorderBounds {
  readonly hits: number;
  readonly bytes: number;
}

export interface ReorderQueue<T extends Waiting> {
  /** Adds hits. Their arrivals and times decide when they are processed, not when they are added. */
  add(hits: readonly T[]): void;
  /** Continues another queue, from its moment and with the hits it held. */
  restore(stood: { readonly held: readonly T[]; readonly moment: number }): void;
  /**
   * Moves time forward to a moment, before which every arrival must be known. Returns the hits that are due, in the order
   * of processing, up to about the limits: hits that are released together stay together.
   */
  take(given: { readonly before: number; readonly limits: ReorderBounds }): T[];
  /** Hits that were added and not returned yet. */
  held(): T[];
  size(): number;
  /** The moment up to which time was moved. */
  moment(): number;
  /** The next moment at which a hit arrives or is due; Infinity for none. */
  next(): number;
  /** How many hits were released early because too many waited. */
  early(): number;
}

interface Entry<T> {
  readonly hit: T;
  readonly people: readonly string[];
  /** The hit's `people` and `firsts` together. */
  readonly keys: readonly string[];
  isTaken: boolean;
}

/**
 * Holds hits back until earlier ones had time to arrive (OA2 to OA4). A hit arrives at its stored arrival and is due when
 * its window is over; of equal moments, arrivals come first. A due hit is released together with the waiting hits that
 * happened before it and share a person or an id with it, and with those that these share one with, and so on. For hits
 * that share nothing the order changes no number. So a clock that is ahead, or a long queue of old hits, shortens nobody
 * else's window. Only stored arrivals and times count, never the time of reading: hits that are read again are folded in
 * the same order.
 */
export function createReorderQueue<T extends Waiting>({ commonOf, bounds }: { commonOf: (hit: T) => Common; bounds: ReorderBounds }): ReorderQueue<T> {
  /** In the order of arrival; the first `arrived` of them have arrived. */
  let known: readonly T[] = [];
  let arrived = 0;
  /** Waiting hits by key, each list in the order of time. */
  const waiting = new Map<string, Entry<T>[]>();
  /** Waiting hits, the first one due first. Some may be released already. */
  const due = new Heap<Entry<T>>(({ hit: a }, { hit: b }) => a.until - b.until || byArrival(a, b));
  let moment = -Infinity;
  let count = 0;
  /** How many of the waiting hits have no time of their own. */
  let silent = 0;
  let bytes = 0;
  let early = 0;
  let out: T[] = [];

  return {
    add,
    restore({ held, moment: stood }) {
      moment = stood;
      for (const hit of held) if (hit.receivedAt <= stood) hold(hit);
      add(held.filter(({ receivedAt }) => receivedAt > stood));
    },
    take({ before, limits }) {
      out = [];
      let size = 0;
      for (let seen = 0; out.length < limits.hits && size < limits.bytes && step(before);) for (; seen < out.length; seen++) size += out[seen]?.bytes ?? 0;
      return out;
    },
    held: () => [...known.slice(arrived), ...due.items().flatMap(({ hit, isTaken }) => (isTaken ? [] : [hit]))],
    size: () => count + known.length - arrived,
    moment: () => moment,
    next: () => Math.max(moment, Math.min(known[arrived]?.receivedAt ?? Infinity, firstDue()?.hit.until ?? Infinity)),
    early: () => early,
  };

  function add(hits: readonly T[]): void {
    if (hits.length > 0) known = [...known.slice(arrived), ...hits].toSorted(byArrival);
    else known = known.slice(arrived);
    arrived = 0;
  }

  /** Does the next arrival or release. False when that is not before the moment. */
  function step(before: number): boolean {
    const arrival = known[arrived];
    const first = firstDue();
    // A hit that was added late arrives now; if its window is over, it is due now.
    const arrivesAt = Math.max(moment, arrival?.receivedAt ?? Infinity);
    const dueAt = Math.max(moment, first?.hit.until ?? Infinity);
    if (Math.min(arrivesAt, dueAt) >= before) return false;
    moment = Math.min(arrivesAt, dueAt);
    if (arrival !== undefined && arrivesAt <= dueAt) arrive(arrival);
    else if (first !== undefined) release(first);
    return true;
  }

  function firstDue(): Entry<T> | undefined {
    while (due.first()?.isTaken === true) due.shift();
    return due.first();
  }

  function arrive(hit: T): void {
    arrived += 1;
    if (!hit.isHeldBack && (count === 0 || !isBlocked(hit, commonOf(hit).people))) {
      out.push(hit);
      return;
    }
    hold(hit);
    for (let first = firstDue(); first !== undefined && (count > bounds.hits || bytes > bounds.bytes); first = firstDue()) {
      const before = out.length;
      release(first);
      early += out.length - before;
    }
  }

  /** True when an earlier hit of the same visitor or device waits. */
  function isBlocked(hit: T, people: readonly string[]): boolean {
    return people.some((key) => {
      const first = waiting.get(key)?.[0];
      return first !== undefined && byTime(first.hit, hit) < 0;
    });
  }

  function hold(hit: T): void {
    const { people, firsts } = commonOf(hit);
    const entry: Entry<T> = { hit, people, keys: firsts.length < 2 ? [...people, ...firsts] : [...new Set([...people, ...firsts])], isTaken: false };
    for (const key of entry.keys) {
      const others = waiting.get(key);
      if (others === undefined) waiting.set(key, [entry]);
      else others.splice(placeOf(others, entry), 0, entry);
    }
    due.push(entry);
    count += 1;
    if (!hit.isHeldBack) silent += 1;
    bytes += hit.bytes;
  }

  function release(first: Entry<T>): void {
    const group: Entry<T>[] = [];
    take(first);
    for (let at = 0; at < group.length; at++) {
      const entry = group[at];
      for (const key of entry?.keys ?? []) {
        const others = waiting.get(key);
        if (entry === undefined || others === undefined) continue;
        // They leave the list at once, so each is visited only once for each of its keys.
        const before = placeOf(others, entry);
        for (const other of others.splice(0, before + (others[before] === entry ? 1 : 0))) if (!other.isTaken) take(other);
        if (others.length === 0) waiting.delete(key);
      }
    }
    for (const { hit } of group.toSorted(inTime)) out.push(hit);
    if (silent > 0) goOnWithout(group);

    function take(entry: Entry<T>): void {
      forget(entry);
      group.push(entry);
    }
  }

  /** Releases hits without a time that no earlier hit of the same visitor or device holds back any more (OA4). */
  function goOnWithout(gone: readonly Entry<T>[]): void {
    const free: Entry<T>[] = [];
    const keys = gone.flatMap(({ people }) => people);
    for (const key of keys) {
      for (let first = waiting.get(key)?.[0]; first !== undefined && !first.hit.isHeldBack && !isBlocked(first.hit, first.people);) {
        forget(first);
        for (const own of first.keys) leave(own, first);
        free.push(first);
        keys.push(...first.people);
        first = waiting.get(key)?.[0];
      }
    }
    for (const { hit } of free.toSorted(inTime)) out.push(hit);
  }

  function leave(key: string, entry: Entry<T>): void {
    const others = waiting.get(key);
    if (others === undefined) return;
    const at = placeOf(others, entry);
    if (others[at] === entry) others.splice(at, 1);
    if (others.length === 0) waiting.delete(key);
  }

  function forget(entry: Entry<T>): void {
    entry.isTaken = true;
    count -= 1;
    if (!entry.hit.isHeldBack) silent -= 1;
    bytes -= entry.hit.bytes;
  }
}

function inTime<T extends Waiting>(a: Entry<T>, b: Entry<T>): number {
  return byTime(a.hit, b.hit);
}

/** How many of `others` happened before `entry`. */
function placeOf<T extends Waiting>(others: readonly Entry<T>[], entry: Entry<T>): number {
  let low = 0;
  let high = others.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (inTime(others[middle] as Entry<T>, entry) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
