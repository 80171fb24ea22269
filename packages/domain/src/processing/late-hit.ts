import type { SuiteRules, PersistRule } from "../hits/suite-rules.ts";
import { MAX_LIST_VALUES } from "../hits/lists.ts";
import { DIRECT } from "../hits/marketing-channel.ts";
import { living, MAX_LINEAR_VALUES, timesOf, valuesOf, withOwnDetail, type Moment } from "./persistence.ts";
import type { PersistedValue, PersistedValues } from "./profile.ts";

/** Values that a hit sets at a time before the visitor's newest hit. */
export interface LateValues {
  readonly values: PersistedValues;
  /** The values by key; those of list variables are in `lists`. */
  readonly dims: Readonly<Record<string, string>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** The time and the visit in which they are set. */
  readonly set: Moment;
  /** The visitor's newest hit. */
  readonly newest: Moment;
  /** The last time of each event that ends values. */
  readonly ended: Readonly<Record<string, number>>;
  readonly rules: SuiteRules;
}

/**
 * What persists after a late hit has set its values at its own time (OA7): *most recent* keeps the later value, *original* the
 * earlier; linear values and lists take it in by time. A value that an event after that time would have ended is not set. Another
 * channel of the visit replaces *Direct*.
 */
export function setAtOwnTime(given: LateValues): PersistedValues {
  const { dims, lists, set, rules } = given;
  let values = given.values;
  for (const key in dims) {
    const rule = rules.persistence.get(key);
    if (rule === undefined) continue;
    const held = key === "marketingchannel" && dims[key] !== DIRECT ? withoutDirect(values[key], set.visit) : values[key];
    const added = rule.keep === "set" ? (lists[key] ?? []) : [dims[key] ?? ""];
    const next = insertByTime({ ...given, rule, held, added, addedAt: added.map(() => set.at) });
    if (next !== undefined) values = { ...values, [key]: next };
  }
  if (dims["marketingchannel"] === undefined) return values;
  return withOwnDetail({ before: given.values, values, hasDetail: dims["marketingchanneldetail"] !== undefined });
}

/** The values set by a given time. A variable with one value keeps only the latest: if that was set later, there is none. */
export function asOf(values: PersistedValues, at: number): PersistedValues {
  const seen: Record<string, PersistedValue> = {};
  for (const [key, held] of Object.entries(values)) {
    const times = timesOf(held);
    if (typeof held[0] === "string" || times.every((time) => time <= at)) {
      if (held[1] <= at) seen[key] = held;
      continue;
    }
    const isSeen = (_: unknown, index: number): boolean => (times[index] ?? at) <= at;
    const left = held[0].filter(isSeen);
    const leftTimes = times.filter(isSeen);
    if (left.length > 0) seen[key] = [left, leftTimes.at(-1) ?? at, held[2], leftTimes];
  }
  return seen;
}

/** The values left after an event at `at` has ended those set by then. */
export function endByThen(values: PersistedValues, { rules, metrics, at }: { rules: SuiteRules; metrics: readonly string[]; at: number }): PersistedValues {
  const keys = new Set(metrics.flatMap((metric) => rules.endedBy.get(metric) ?? []));
  if (keys.size === 0) return values;
  const left: Record<string, PersistedValue> = {};
  for (const [key, held] of Object.entries(values)) {
    const after = keys.has(key) ? setAfter(held, at) : held;
    if (after !== undefined) left[key] = after;
  }
  return left;
}

/** The entry after the values are put in by time; undefined when it does not change. */
export function insertByTime(given: {
  readonly rule: PersistRule;
  readonly held: PersistedValue | undefined;
  readonly added: readonly string[];
  readonly addedAt: readonly number[];
  readonly set: Moment;
  readonly newest: Moment;
  readonly ended: Readonly<Record<string, number>>;
}): PersistedValue | undefined {
  const { rule, held, set, newest } = given;
  const { expiry } = rule;
  const endedAt = expiry.kind === "event" ? (given.ended[expiry.metric] ?? -Infinity) : -Infinity;
  const isKept = (_: unknown, index: number): boolean => (given.addedAt[index] ?? set.at) >= endedAt;
  const added = given.added.filter(isKept);
  const addedAt = given.addedAt.filter(isKept);
  const [value] = added;
  const at = addedAt[0] ?? set.at;
  if (value === undefined) return undefined;
  switch (rule.keep) {
    case "last":
      return held !== undefined && held[1] > at ? undefined : [value, at, set.visit];
    case "first":
      return isOriginal({ rule, held, at, visit: set.visit }) ? [value, at, set.visit] : undefined;
    case "all":
    case "set":
      return listWith({ rule, held: held === undefined ? undefined : living({ held, expiry, reads: newest }), added, addedAt, visit: set.visit });
  }
}

/** True for a value that was set before the kept one, and was still alive when that one was set. */
function isOriginal({ rule, held, at, visit }: { rule: PersistRule; held: PersistedValue | undefined; at: number; visit: number }): boolean {
  if (held === undefined) return true;
  if (held[1] <= at) return living({ held, expiry: rule.expiry, reads: { at, visit } }) === undefined;
  return rule.expiry.kind !== "age" || held[1] - at < rule.expiry.ms;
}

function listWith(given: {
  rule: PersistRule;
  held: PersistedValue | undefined;
  added: readonly string[];
  addedAt: readonly number[];
  visit: number;
}): PersistedValue | undefined {
  const { rule, held, added, addedAt, visit } = given;
  const entries = valuesOf(held).map((value, index) => ({ value, at: timesOf(held)[index] ?? 0 }));
  for (const [index, value] of added.entries()) {
    const at = addedAt[index] ?? 0;
    if (rule.keep === "set") {
      const same = entries.findIndex((entry) => entry.value === value);
      // A list has each value once, at the last time it was set.
      if (same !== -1 && (entries[same]?.at ?? 0) > at) continue;
      if (same !== -1) entries.splice(same, 1);
    }
    const behind = entries.findIndex((entry) => entry.at > at);
    entries.splice(behind === -1 ? entries.length : behind, 0, { value, at });
  }
  const kept = entries.slice(-(rule.keep === "set" ? MAX_LIST_VALUES : MAX_LINEAR_VALUES));
  return [kept.map(({ value }) => value), kept.at(-1)?.at ?? 0, visit, kept.map(({ at }) => at)];
}

/** *Direct* is the channel of a visit only while no other channel is (OA7). */
function withoutDirect(held: PersistedValue | undefined, visit: number): PersistedValue | undefined {
  if (held === undefined || held[2] !== visit) return held;
  if (typeof held[0] === "string") return held[0] === DIRECT ? undefined : held;
  const times = timesOf(held);
  const isOther = (_: unknown, index: number): boolean => held[0][index] !== DIRECT;
  const left = held[0].filter(isOther);
  return left.length === 0 ? undefined : [left, held[1], held[2], times.filter(isOther)];
}

function setAfter(held: PersistedValue, at: number): PersistedValue | undefined {
  if (typeof held[0] === "string") return held[1] > at ? held : undefined;
  const times = timesOf(held);
  const isAfter = (_: unknown, index: number): boolean => (times[index] ?? at) > at;
  const left = held[0].filter(isAfter);
  return left.length === 0 ? undefined : [left, held[1], held[2], times.filter(isAfter)];
}
