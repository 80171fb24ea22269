/**
 * What persists for a visitor. JSON as it stands, and bounded: one entry a variable of at most 255 bytes (lists: 250),
 * `MAX_PAST_VISITS` visits, `MAX_DEVICES` devices. A profile is never changed in place.
 */
export interface Profile {
  /** Time of the visitor's first hit, epoch milliseconds. */
  readonly first: number;
  /** Visits so far, which is the last number given. */
  readonly visits: number;
  /** The current visit; its `last` is the visitor's newest hit. */
  readonly visit: Visit;
  /** Earlier visits and those that late hits formed, oldest first: four numbers each, as in `Visit`. */
  readonly past: readonly number[];
  readonly values: PersistedValues;
  /** First and last purchase, epoch milliseconds; null before the first. */
  readonly purchases: readonly [first: number, last: number] | null;
  /** Devices that were told to be this visitor's, newest last. */
  readonly devices: readonly string[];
  /** Last time of each event that ends values, by metric: what a late hit set before it is not set (OA7). */
  readonly ended?: Readonly<Record<string, number>>;
  /** Number of the newest visit with a page view. Absent in profiles written before it was kept. */
  readonly paged?: number;
  /** Of a device: number of its visit whose values went to a person (SO1). */
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
 * Value (or values of a linear or list variable), when it was last set, and in which visit; of several values, when each
 * was set. A value that has expired by today's settings is kept: the settings at the time of reading decide (PE2), so a
 * longer expiration revives it.
 */
export type PersistedValue = readonly [value: string | readonly string[], setAt: number, visit: number, eachSetAt?: readonly number[]];
export type PersistedValues = Readonly<Record<string, PersistedValue>>;

/** A late hit joins one of this many earlier visits; older ones are forgotten (OA9). */
export const MAX_PAST_VISITS = 1_000;
export const MAX_DEVICES = 8;

export function serializeProfile(profile: Profile): string {
  return JSON.stringify(profile);
}

/** Reads what `serializeProfile` wrote; our own store is the only writer, so the shape is trusted. */
export function deserializeProfile(text: string): Profile {
  return JSON.parse(text) as Profile;
}
