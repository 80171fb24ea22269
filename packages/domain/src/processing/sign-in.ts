import type { Hit } from "../hits/hit.ts";
import type { SuiteRules } from "../hits/suite-rules.ts";
import { insertByTime } from "./late-hit.ts";
import { living, timesOf, valuesOf, type Moment } from "./persistence.ts";
import type { PersistedValue, PersistedValues, Profile } from "./profile.ts";
import { isOver } from "./visit.ts";

/** The device's visit whose values the person recognised by a hit takes along; null for none (SO1). */
export function visitToHandOn({
  hit,
  device,
  people,
  rules,
}: {
  hit: Hit;
  device: Profile | null;
  people: readonly string[];
  rules: SuiteRules;
}): Profile["visit"] | null {
  if (!rules.signIn || !hit.isKnown || device === null) return null;
  // Two people make it shared.
  if (people.some((person) => person !== hit.visitor)) return null;
  const { visit } = device;
  return device.handedOn === visit[0] || hit.at < visit[1] || isOver(visit, hit.at) ? null : visit;
}

/** The device's profile after a person took along the values of its visit; null when nobody did. */
export function deviceAfter({ device, handedOn }: { device: Profile | null; handedOn: Profile["visit"] | null }): Profile | null {
  return device === null || handedOn === null ? null : { ...device, handedOn: handedOn[0] };
}

/** What a new person takes along from the visit in which they are recognised: every value set in it and still alive, whatever ends it. */
export function valuesOfVisit(device: Profile, { rules, reads, visit }: { rules: SuiteRules; reads: Moment; visit: number }): PersistedValues {
  const taken: Record<string, PersistedValue> = {};
  for (const [key, held] of setIn(device)) {
    const expiry = rules.persistence.get(key)?.expiry;
    const kept = expiry === undefined || expiry.kind === "hit" ? undefined : living({ held, expiry, reads: { ...reads, visit: device.visit[0] } });
    if (kept !== undefined) taken[key] = kept[3] === undefined ? [kept[0], kept[1], visit] : [kept[0], kept[1], visit, kept[3]];
  }
  return taken;
}

/** A person's values together with those of the device's visit, by allocation and time (SO1). */
export function withValuesOfVisit(
  before: Profile,
  { device, rules, person }: { device: Profile; rules: SuiteRules; person: { readonly set: Moment; readonly newest: Moment } },
): PersistedValues {
  let values = before.values;
  for (const [key, held] of setIn(device)) {
    const rule = rules.persistence.get(key);
    if (rule === undefined || rule.expiry.kind === "hit") continue;
    const times = timesOf(held);
    const ofVisit = valuesOf(held)
      .map((value, index) => ({ value, at: times[index] ?? held[1] }))
      .filter(({ at }) => at >= device.visit[1]);
    const next = insertByTime({
      rule,
      held: values[key],
      added: ofVisit.map(({ value }) => value),
      addedAt: ofVisit.map(({ at }) => at),
      ...person,
      ended: before.ended ?? {},
    });
    if (next !== undefined) values = { ...values, [key]: next };
  }
  return values;
}

function setIn(device: Profile): [string, PersistedValue][] {
  return Object.entries(device.values).filter(([, held]) => held[2] === device.visit[0]);
}
