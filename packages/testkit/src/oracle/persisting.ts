import type { OracleHit, OracleSettings, OracleVariable } from "./history.ts";

const DAY_MS = 86_400_000;

export interface Persisted {
  values: string[];
  /** One for each value, and so is the number of the visit it was set in. */
  setAtMs: number[];
  visits: number[];
}
export interface Visit {
  readonly number: number;
  readonly startMs: number;
  lastMs: number;
  isCurrent: boolean;
}
export interface Visitor {
  newestMs: number;
  visits: Visit[];
  /** The highest number of a visit. */
  numbered: number;
  persisted: Map<string, Persisted>;
  /** Last time of each event. */
  eventsMs: Map<string, number>;
  /** The last purchases that counted, newest last. */
  purchases: string[];
  /** Of a device: the visit whose values went with a person, 0 for none. */
  handedOn: number;
}

export interface Here {
  visitor: Visitor;
  hit: OracleHit;
  settings: OracleSettings;
  /** Number of the hit's visit. */
  visit: number;
}

export function postOfNewHit({ visitor, hit, settings, visit }: Here): Map<string, Persisted> {
  const post = new Map<string, Persisted>();
  for (const [name, variable] of Object.entries(settings.variables)) {
    const held = visitor.persisted.get(name);
    const alive = held === undefined ? undefined : living({ held, variable, atMs: hit.atMs, visit });
    const set = hit.dims[name];
    const next = set === undefined ? alive : allocate({ alive, set, variable, atMs: hit.atMs, visit });
    if (next !== undefined) post.set(name, next);
    // What ended with its time stays for a hit that comes late from before that.
    if (set !== undefined && next !== undefined && variable.expiration.kind !== "hit") visitor.persisted.set(name, next);
  }
  return post;
}

/** A late hit of the newest visit reads what was set by its time, and sets its values at that time. */
export function postOfLateHit({ visitor, hit, settings, visit }: Here): Map<string, Persisted> {
  const post = new Map<string, Persisted>();
  const { atMs } = hit;
  for (const [name, variable] of Object.entries(settings.variables)) {
    const held = visitor.persisted.get(name);
    const byThen = held === undefined ? undefined : chosen(held, (index) => (held.setAtMs[index] ?? 0) <= atMs);
    const alive = byThen === undefined ? undefined : living({ held: byThen, variable, atMs, visit });
    const set = hit.dims[name];
    const shown = set === undefined ? alive : allocate({ alive, set, variable, atMs, visit });
    if (shown !== undefined) post.set(name, shown);
    if (set === undefined || variable.expiration.kind === "hit") continue;
    if (variable.expiration.kind === "event" && (visitor.eventsMs.get(variable.expiration.event) ?? -Infinity) > atMs) continue;
    visitor.persisted.set(name, inserted({ held, alive, set, variable, atMs, visit }));
  }
  return post;
}

export function inserted({
  held,
  alive,
  set,
  variable,
  atMs,
  visit,
}: {
  held: Persisted | undefined;
  alive: Persisted | undefined;
  set: string;
  variable: OracleVariable;
  atMs: number;
  visit: number;
}): Persisted {
  const own: Persisted = { values: [set], setAtMs: [atMs], visits: [visit] };
  if (held === undefined) return own;
  const heldMs = held.setAtMs.at(-1) ?? 0;
  switch (variable.allocation) {
    case "mostRecent":
      return heldMs > atMs ? held : own;
    case "original": {
      if (heldMs <= atMs) return alive === undefined ? own : held;
      const hadEnded = variable.expiration.kind === "days" && heldMs - atMs >= variable.expiration.days * DAY_MS;
      return hadEnded ? held : own;
    }
    case "linear": {
      const before = held.setAtMs.filter((time) => time <= atMs).length;
      return {
        values: held.values.toSpliced(before, 0, set),
        setAtMs: held.setAtMs.toSpliced(before, 0, atMs),
        visits: held.visits.toSpliced(before, 0, visit),
      };
    }
  }
}

/** Events end what was set by their time, of variables that end with them. */
export function endByEvents({
  visitor,
  events,
  atMs,
  settings,
}: {
  visitor: Visitor;
  events: readonly string[];
  atMs: number;
  settings: OracleSettings;
}): void {
  for (const event of events) {
    visitor.eventsMs.set(event, Math.max(visitor.eventsMs.get(event) ?? -Infinity, atMs));
    for (const [name, variable] of Object.entries(settings.variables)) {
      const held = visitor.persisted.get(name);
      if (variable.expiration.kind !== "event" || variable.expiration.event !== event || held === undefined) continue;
      const left = chosen(held, (index) => (held.setAtMs[index] ?? 0) > atMs);
      if (left === undefined) visitor.persisted.delete(name);
      else visitor.persisted.set(name, left);
    }
  }
}

export function chosen(held: Persisted, isChosen: (index: number) => boolean): Persisted | undefined {
  const left: Persisted = { values: [], setAtMs: [], visits: [] };
  held.values.forEach((value, index) => {
    if (!isChosen(index)) return;
    left.values.push(value);
    left.setAtMs.push(held.setAtMs[index] ?? 0);
    left.visits.push(held.visits[index] ?? 0);
  });
  return left.values.length === 0 ? undefined : left;
}

/** The values whose own time has not passed; undefined when none is left. */
export function living({ held, variable, atMs, visit }: { held: Persisted; variable: OracleVariable; atMs: number; visit: number }): Persisted | undefined {
  return chosen(held, (index) => isAlive({ setAtMs: held.setAtMs[index] ?? 0, setIn: held.visits[index] ?? 0, variable, atMs, visit }));
}

function isAlive({
  setAtMs,
  setIn,
  variable,
  atMs,
  visit,
}: {
  setAtMs: number;
  setIn: number;
  variable: OracleVariable;
  atMs: number;
  visit: number;
}): boolean {
  switch (variable.expiration.kind) {
    case "hit":
      return false;
    case "visit":
      return setIn === visit;
    case "never":
    case "event":
      return true;
    case "days":
      return atMs - setAtMs < variable.expiration.days * DAY_MS;
  }
}

function allocate({
  alive,
  set,
  variable,
  atMs,
  visit,
}: {
  alive: Persisted | undefined;
  set: string;
  variable: OracleVariable;
  atMs: number;
  visit: number;
}): Persisted {
  if (variable.allocation === "linear")
    return { values: [...(alive?.values ?? []), set], setAtMs: [...(alive?.setAtMs ?? []), atMs], visits: [...(alive?.visits ?? []), visit] };
  if (variable.allocation === "original" && alive !== undefined) return alive;
  return { values: [set], setAtMs: [atMs], visits: [visit] };
}

/** An older hit reads what persists at the newest hit and changes nothing; what it sets shows on itself alone. */
export function postOfOldHit({ visitor, hit, settings, visit }: Here): Map<string, Persisted> {
  const post = new Map<string, Persisted>();
  const newest = visitor.visits.find(({ isCurrent }) => isCurrent)?.number ?? 0;
  for (const [name, variable] of Object.entries(settings.variables)) {
    const held = visitor.persisted.get(name);
    const alive = held === undefined ? undefined : living({ held, variable, atMs: visitor.newestMs, visit: newest });
    const set = hit.dims[name];
    const shown = set === undefined ? alive : allocate({ alive, set, variable, atMs: hit.atMs, visit });
    if (shown !== undefined) post.set(name, shown);
  }
  return post;
}
