/**
 * What persists for a visitor. It can be written as JSON and has limits: one entry of at most 255 bytes for each variable (250 for a
 * list), `MAX_PAST_VISITS` visits, `MAX_DEVICES` devices. A profile is never changed in place.
 */
export interface Profile {
  /** The time of the visitor's first hit, epoch milliseconds. */
  readonly first: number;
  /** The number of visits so far, which is the last number given. */
  readonly visits: number;
  /** The current visit; its `last` is the visitor's newest hit. */
  readonly visit: Visit;
  /** Earlier visits and visits made by late hits, oldest first: four numbers each, as in `Visit`. */
  readonly past: readonly number[];
  readonly values: PersistedValues;
  /** First and last purchase, epoch milliseconds; null before the first. */
  readonly purchases: readonly [first: number, last: number] | null;
  /** The devices known to be this visitor's, newest last. */
  readonly devices: readonly string[];
  /** The last time of each event that ends values, by metric. A late hit sets no value that would have ended by then (OA7). */
  readonly ended?: Readonly<Record<string, number>>;
  /** The number of the newest visit with a page view. Absent in profiles of an early version. */
  readonly paged?: number;
  /** For a device: the number of its visit whose values a person took along (SO1). */
  readonly handedOn?: number;
  /** The last purchases, newest last; absent before the first. */
  readonly recent?: readonly RecentPurchase[];
}

/** The visit of a purchase, what was sold, and its transaction ids. */
export type RecentPurchase = readonly [visit: number, print: string, transactionIds: string];

/** A purchase is compared with this many earlier ones (PI1). */
export const MAX_RECENT_PURCHASES = 5;

export type Visit = readonly [number: number, start: number, last: number, hits: number];

/**
 * The value (or values of a linear or list variable), when it was last set, and in which visit; for several values, when each
 * was set. A value that has expired by the present settings is kept: the settings at the time of reading decide (PE2), so a
 * longer expiration revives it.
 */
export type PersistedValue = readonly [value: string | readonly string[], setAt: number, visit: number, eachSetAt?: readonly number[]];
export type PersistedValues = Readonly<Record<string, PersistedValue>>;

/** How many earlier visits a late hit can join; older ones are forgotten (OA9). */
export const MAX_PAST_VISITS = 1_000;
export const MAX_DEVICES = 8;

export function serializeProfile(profile: Profile): string {
  return JSON.stringify(profile);
}

/** Reads what `serializeProfile` wrote. Only our own store writes it, so the shape is trusted. */
export function deserializeProfile(text: string): Profile {
  return JSON.parse(text) as Profile;
}
