import type { FeatureDefinition, FeatureState } from "@rapport/contract/features";
import { Temporal } from "temporal-polyfill";

type Rules = Pick<FeatureDefinition, "release" | "canBeDisabled" | "needsConfirmation">;

/** What was decided about a feature last. `from` is the point in time since or from when it is on, epoch milliseconds. */
export interface Decided {
  readonly state: "on" | "off" | "scheduled";
  readonly day: string | null;
  readonly from: number | null;
}

export interface Now {
  readonly now: number;
  /** The system's time zone. */
  readonly timeZone: string;
}

/** What was decided about a feature, as it is now (R70, R71), whether or not what it needs is on. A scheduled one is on from its moment; nothing has to run for that. */
export function featureState({ release }: Pick<Rules, "release">, decided: Decided | undefined, now: number): Exclude<FeatureState, "cannot"> {
  if (release === "mandatory") return "mandatory";
  if (decided === undefined) return release === "onByDefault" ? "on" : "off";
  if (decided.state !== "scheduled") return decided.state;
  return decided.from !== null && decided.from <= now ? "on" : "scheduled";
}

type Needing<C extends string> = Pick<Rules, "release"> & { readonly needs?: C };

/** The state of each feature. One whose needed feature is not on cannot be on, whatever was decided about it (R69). */
export function featureStates<C extends string>(
  definitions: Readonly<Record<C, Needing<C>>>,
  { decidedOf, now }: { readonly decidedOf: (code: C) => Decided | undefined; readonly now: number },
): ReadonlyMap<C, FeatureState> {
  // The keys of the definitions are the codes.
  const codes = Object.keys(definitions) as C[];
  const stateOf = (code: C): FeatureState => {
    const { release, needs } = definitions[code];
    return needs === undefined || isOn(stateOf(needs)) ? featureState({ release }, decidedOf(code), now) : "cannot";
  };
  return new Map(codes.map((code) => [code, stateOf(code)]));
}

export function isOn(state: FeatureState | undefined): boolean {
  return state === "on" || state === "mandatory";
}

export type Wish =
  | { readonly state: "on"; readonly confirmed?: boolean | undefined }
  | { readonly state: "off" }
  | { readonly state: "scheduled"; readonly day: string; readonly confirmed?: boolean | undefined };

export type Decision =
  | { readonly kind: "decided"; readonly decided: Decided }
  /** It is so already. */
  | { readonly kind: "same" }
  | { readonly kind: "refused"; readonly why: "unconfirmed" | "on_already" | "day_past" | "mandatory" | "cannot_disable" | "needs" };

/** What becomes of a feature by a person's wish, or why not (R71 to R73). */
export function decideFeature(
  rules: Rules,
  { before, wish, isNeededOn = true }: { before: Decided | undefined; wish: Wish; isNeededOn?: boolean },
  { now, timeZone }: Now,
): Decision {
  const state = featureState(rules, before, now);
  if (state === "mandatory") return wish.state === "on" ? { kind: "same" } : { kind: "refused", why: "mandatory" };
  switch (wish.state) {
    case "off":
      if (state === "off") return before === undefined ? { kind: "decided", decided: OFF } : { kind: "same" };
      if (state === "on" && !rules.canBeDisabled) return { kind: "refused", why: "cannot_disable" };
      return { kind: "decided", decided: OFF };
    case "on":
      if (state === "on" && (before !== undefined || !isNeededOn)) return { kind: "same" };
      if (!isNeededOn) return { kind: "refused", why: "needs" };
      if (asksFirst(rules) && wish.confirmed !== true) return { kind: "refused", why: "unconfirmed" };
      return { kind: "decided", decided: { state: "on", day: null, from: now } };
    default: {
      if (state === "on") return { kind: "refused", why: "on_already" };
      const from = midnightOf(wish.day, timeZone);
      if (from <= now) return { kind: "refused", why: "day_past" };
      if (before?.state === "scheduled" && before.day === wish.day && before.from === from) return { kind: "same" };
      if (!isNeededOn) return { kind: "refused", why: "needs" };
      if (asksFirst(rules) && wish.confirmed !== true) return { kind: "refused", why: "unconfirmed" };
      return { kind: "decided", decided: { state: "scheduled", day: wish.day, from } };
    }
  }
}

export interface EnableAll<C extends string> {
  /** What is switched on. */
  readonly enabled: C[];
  /** What stays as it is, and why: its schedule is kept, or a person has to agree to this one by itself. */
  readonly kept: { readonly feature: C; readonly why: "scheduled" | "unconfirmed" | "needs" }[];
}

/**
 * What *Enable all* does (R73): it keeps schedules, and skips what asks first and what needs another that is then not on. With `confirmed`, what asks first is
 * switched on too.
 *
 * @param features what others need stands before them
 */
export function enableAll<C extends string>(
  features: readonly { readonly code: C; readonly rules: Rules & { readonly needs?: C }; readonly before: Decided | undefined }[],
  { confirmed, now }: { readonly confirmed: boolean; readonly now: number },
): EnableAll<C> {
  const result: EnableAll<C> = { enabled: [], kept: [] };
  const areOn = new Set<C>();
  for (const { code, rules, before } of features) {
    const state = featureState(rules, before, now);
    const isNeededOn = rules.needs === undefined || areOn.has(rules.needs);
    if (isNeededOn && (isOn(state) || (state === "off" && (!asksFirst(rules) || confirmed)))) areOn.add(code);
    if (!isNeededOn && state !== "scheduled") result.kept.push({ feature: code, why: "needs" });
    else if (state === "scheduled") result.kept.push({ feature: code, why: "scheduled" });
    else if (state === "off" && asksFirst(rules) && !confirmed) result.kept.push({ feature: code, why: "unconfirmed" });
    else if (state === "off") result.enabled.push(code);
  }
  return result;
}

const OFF: Decided = { state: "off", day: null, from: null };

function asksFirst({ canBeDisabled, needsConfirmation }: Rules): boolean {
  return !canBeDisabled || needsConfirmation;
}

/** The first moment of a day in a zone, epoch milliseconds: where clocks go forward at midnight, the moment after the gap. */
export function midnightOf(day: string, timeZone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds;
}

/** What a row of an imported list wishes (R74). Null leaves the feature as it is. `day` is null for an empty cell. */
export function importedWish(
  rules: Rules,
  { before, enabled, day }: { before: Decided | undefined; enabled: boolean | null; day: string | null },
  { now, timeZone }: Now,
): Wish | null {
  const state = featureState(rules, before, now);
  if (enabled === true) return { state: "on", confirmed: true };
  if (day !== null && midnightOf(day, timeZone) > now) return state === "off" || state === "scheduled" ? { state: "scheduled", day, confirmed: true } : null;
  if (state === "mandatory" || (state === "on" && !rules.canBeDisabled)) return null;
  return { state: "off" };
}
