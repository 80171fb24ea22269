import type { Expiry, PersistRule, SuiteRules } from "../hits/suite-rules.ts";
import { MAX_LIST_VALUES } from "../hits/lists.ts";
import type { PersistedValue, PersistedValues } from "./profile.ts";
import { VISIT_LIMITS } from "./visit.ts";

/** The values that count on a hit, by key in reports. */
export interface PostValues {
  /** One value for each key. */
  readonly post: Record<string, string>;
  /** All values of a linear or list variable: linear values in order with repeats, those of a list distinct. */
  readonly lists: Record<string, readonly string[]>;
  /** When each value was set, epoch milliseconds, for keys whose values end by age: a row at a later time needs it (CR1). */
  readonly setAt: Record<string, readonly number[]>;
}

/** What a hit sets, and the time at which persisting values are read. */
export interface Moment {
  readonly at: number;
  readonly visit: number;
}

export interface Persisted extends PostValues {
  /** All values after the hit, before events end any. */
  readonly values: PersistedValues;
}

/**
 * Makes the hit's values persist by allocation, and reads the values that count on the hit (PE1, PE2).
 * `reads` is the time at which persisting values are read: the hit's own, or that of the visitor's newest hit if this one is late.
 */
export function persist(given: {
  readonly values: PersistedValues;
  readonly dims: Readonly<Record<string, string>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly hit: Moment;
  readonly reads: Moment;
  readonly rules: SuiteRules;
}): Persisted {
  const { dims, lists, hit, reads } = given;
  const rules = given.rules.persistence;
  let values = given.values;
  let isCopied = false;
  for (const key in dims) {
    const rule = rules.get(key);
    if (rule === undefined) continue;
    const next = allocate({ rule, held: values[key], set: rule.keep === "set" ? (lists[key] ?? []) : dims[key], hit, reads });
    if (next === undefined) continue;
    if (!isCopied) values = { ...values };
    isCopied = true;
    (values as Record<string, PersistedValue>)[key] = next;
  }
  if (dims["marketingchannel"] !== undefined) values = withOwnDetail({ before: given.values, values, hasDetail: dims["marketingchanneldetail"] !== undefined });
  const result: Persisted = { values, post: {}, lists: {}, setAt: {} };
  for (const key in values) {
    const rule = rules.get(key);
    const held = values[key];
    if (rule === undefined || held === undefined) continue;
    const shown = dims[key] === undefined ? living({ held, expiry: rule.expiry, reads }) : held;
    if (shown !== undefined) show({ result, key, rule, held: shown });
  }
  return result;
}

/** The values left after events have ended some. */
export function endByEvents(values: PersistedValues, { rules, metrics }: { rules: SuiteRules; metrics: Iterable<string> }): PersistedValues {
  if (rules.endedBy.size === 0) return values;
  let left = values;
  for (const metric of metrics) left = without(left, rules.endedBy.get(metric) ?? []);
  return left;
}

/** The values that a newly known visitor takes over from the device's profile: those alive that do not end with the visit. */
export function valuesToCopy(values: PersistedValues, { rules, reads }: { rules: SuiteRules; reads: Moment }): PersistedValues {
  const copied: Record<string, PersistedValue> = {};
  for (const [key, held] of Object.entries(values)) {
    const expiry = rules.persistence.get(key)?.expiry;
    const kept = expiry === undefined || expiry.kind === "visit" ? undefined : living({ held, expiry, reads });
    if (kept !== undefined) copied[key] = kept[3] === undefined ? [kept[0], kept[1], NO_VISIT] : [kept[0], kept[1], NO_VISIT, kept[3]];
  }
  return copied;
}

/** Linear allocation shares among every value set: at most as many as a visit can have hits. */
export const MAX_LINEAR_VALUES = VISIT_LIMITS.hits;

/** The visit number of a value that was not set in a visit of this visitor. */
const NO_VISIT = 0;

function isAlive({ held, expiry, reads }: { held: PersistedValue; expiry: Expiry; reads: Moment }): boolean {
  switch (expiry.kind) {
    case "hit":
      return false;
    case "visit":
      return held[2] === reads.visit;
    case "age":
      return reads.at - held[1] < expiry.ms;
    case "never":
    case "event":
      return true;
  }
}

/** The part of an entry that is still alive: of several values, those whose own time has not passed. */
export function living({ held, expiry, reads }: { held: PersistedValue; expiry: Expiry; reads: Moment }): PersistedValue | undefined {
  const [, setAt, visit, eachSetAt] = held;
  if (expiry.kind !== "age" || eachSetAt === undefined) return isAlive({ held, expiry, reads }) ? held : undefined;
  const isYoung = (_: unknown, index: number): boolean => reads.at - (eachSetAt[index] ?? setAt) < expiry.ms;
  if (eachSetAt.every(isYoung)) return held;
  const left = valuesOf(held).filter(isYoung);
  return left.length === 0 ? undefined : [left, setAt, visit, eachSetAt.filter(isYoung)];
}

/** The entry after a hit has set the variable; undefined when the old entry stays. */
function allocate(given: {
  rule: PersistRule;
  held: PersistedValue | undefined;
  set: string | readonly string[] | undefined;
  hit: Moment;
  reads: Moment;
}): PersistedValue | undefined {
  const { rule, set, hit, reads } = given;
  const held = given.held === undefined ? undefined : living({ held: given.held, expiry: rule.expiry, reads });
  if (set === undefined) return undefined;
  switch (rule.keep) {
    case "last":
      return [set, hit.at, hit.visit];
    case "first":
      return held === undefined ? [set, hit.at, hit.visit] : undefined;
    case "all":
      return grown({ rule, held, added: typeof set === "string" ? [set] : set, hit });
    case "set":
      return grown({ rule, held, added: [...new Set(typeof set === "string" ? [set] : set)], hit });
  }
}

/** Several values, with those that a hit adds after them. A list variable has each of its values once. */
function grown({ rule, held, added, hit }: { rule: PersistRule; held: PersistedValue | undefined; added: readonly string[]; hit: Moment }): PersistedValue {
  const old = valuesOf(held);
  const again: ReadonlySet<string> = rule.keep === "set" ? new Set(added) : NOTHING;
  const most = rule.keep === "set" ? MAX_LIST_VALUES : MAX_LINEAR_VALUES;
  const values = [...old.filter((value) => !again.has(value)), ...added].slice(-most);
  const times = timesOf(held);
  const eachSetAt = [...times.filter((_, index) => !again.has(old[index] ?? "")), ...added.map(() => hit.at)].slice(-most);
  return [values, hit.at, hit.visit, eachSetAt];
}

const NOTHING: ReadonlySet<string> = new Set();

/** The detail follows its channel: it stays as long as the channel, and a new channel without a detail clears it. */
export function withOwnDetail({ before, values, hasDetail }: { before: PersistedValues; values: PersistedValues; hasDetail: boolean }): PersistedValues {
  if (values["marketingchannel"] !== before["marketingchannel"]) return hasDetail ? values : without(values, ["marketingchanneldetail"]);
  const held = before["marketingchanneldetail"];
  return held === undefined ? without(values, ["marketingchanneldetail"]) : { ...values, marketingchanneldetail: held };
}

/** Values kept under another allocation, in the form that the present setting needs. */
function show({ result, key, rule, held }: { result: PostValues; key: string; rule: PersistRule; held: PersistedValue }): void {
  const [value] = held;
  const times = rule.expiry.kind === "age" ? timesOf(held) : undefined;
  if (rule.keep === "all" || rule.keep === "set") {
    result.lists[key] = typeof value === "string" ? [value] : value;
    if (times !== undefined) result.setAt[key] = times;
    return;
  }
  const at = rule.keep === "first" ? 0 : -1;
  const shown = typeof value === "string" ? value : value.at(at);
  if (shown === undefined) return;
  result.post[key] = shown;
  const time = times?.at(at);
  if (time !== undefined) result.setAt[key] = [time];
}

/** When each value of an entry was set; a value without a time of its own has the entry's. */
export function timesOf(held: PersistedValue | undefined): readonly number[] {
  return held === undefined ? [] : (held[3] ?? valuesOf(held).map(() => held[1]));
}

export function valuesOf(held: PersistedValue | undefined): readonly string[] {
  return held === undefined ? [] : typeof held[0] === "string" ? [held[0]] : held[0];
}

function without(values: PersistedValues, keys: readonly string[]): PersistedValues {
  if (!keys.some((key) => values[key] !== undefined)) return values;
  const left: Record<string, PersistedValue> = { ...values };
  for (const key of keys) delete left[key];
  return left;
}
