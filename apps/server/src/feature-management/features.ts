import { Refusal, type Reply } from "@rapport/contract";
import { FeatureCode, type enableAllFeatures, type Feature, type FeatureState, type listFeatures } from "@rapport/contract/features";
import { decideFeature, enableAll, featureState, isOn, type Decision, type Wish } from "@rapport/domain/features";
import { inTransaction } from "@rapport/operational";
import type { Deps } from "../deps.ts";
import {
  commentsOnFeatures,
  decidedFeatures,
  decidedOf,
  definitionOf,
  saveComment,
  saveFeature,
  statesOf,
  type CommentRow,
  type FeatureRow,
} from "../features/index.ts";
import { holdThing, refuseStale, savedOf, stamp, type Writing } from "../organisation/index.ts";

/** The time zone of the machine, in which a scheduled feature begins at midnight. */
export function systemTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export async function listFeaturesOf({ db, clock }: Pick<Deps, "db" | "clock">): Promise<Omit<Reply<typeof listFeatures>, "attention">> {
  const [decided, comments] = await Promise.all([decidedFeatures(db), commentsOnFeatures(db)]);
  const now = clock.now();
  const states = statesOf(decided, now);
  const features = FeatureCode.options.map((code) =>
    shown(code, { row: decided.get(code), comment: comments.get(code), state: states.get(code) ?? "off", now }),
  );
  return { timeZone: systemTimeZone(), features };
}

/** Switches a feature, or schedules it (R71 to R73). */
export async function switchFeature(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { feature, wish, ...writing }: Writing & { readonly feature: FeatureCode; readonly wish: Wish },
): Promise<Feature> {
  return await inTransaction(db, async (trx) => {
    await holdThing(trx, ["feature", feature], writing);
    const rows = await decidedFeatures(trx);
    const row = rows.get(feature);
    refuseStale(row, { version: writing.version, code: feature });
    const at = { now: clock.now().getTime(), timeZone: systemTimeZone() };
    const { needs } = definitionOf(feature);
    const isNeededOn = needs === undefined || isOn(statesOf(rows, clock.now()).get(needs));
    const decision = decideFeature(definitionOf(feature), { before: decidedOf(row), wish, isNeededOn }, at);
    if (decision.kind === "refused") throw refusalOf(decision.why, feature);
    if (decision.kind === "decided") await saveFeature(trx, { feature, decided: decision.decided, ...stamp(writing, clock.now()) });
    return await shownNow({ db: trx, clock }, feature);
  });
}

/** Switches on what is off, all of it or nothing. What is kept as it is says why (R73). */
export async function enableEvery(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { confirmed, ...writing }: Writing & { readonly confirmed: boolean },
): Promise<Reply<typeof enableAllFeatures>> {
  return await inTransaction(db, async (trx) => {
    for (const feature of FeatureCode.options) await holdThing(trx, ["feature", feature], writing);
    const rows = await decidedFeatures(trx);
    const features = FeatureCode.options.map((code) => ({ code, rules: definitionOf(code), before: decidedOf(rows.get(code)) }));
    const all = enableAll(features, { confirmed, now: clock.now().getTime() });
    for (const feature of all.enabled) await switchFeature({ db: trx, clock }, { feature, wish: { state: "on", confirmed: true }, ...writing });
    return all;
  });
}

/** Writes about a feature; an empty text takes away what was written (R73). */
export async function commentOn(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { feature, text, ...writing }: Writing & { readonly feature: FeatureCode; readonly text: string },
): Promise<Feature> {
  return await inTransaction(db, async (trx) => {
    await holdThing(trx, ["feature", feature], writing);
    const before = (await commentsOnFeatures(trx)).get(feature);
    refuseStale(before, { version: writing.version, code: feature });
    if (text !== (before?.text ?? "")) await saveComment(trx, { feature, text, ...stamp(writing, clock.now()) });
    return await shownNow({ db: trx, clock }, feature);
  });
}

async function shownNow({ db, clock }: Pick<Deps, "db" | "clock">, feature: FeatureCode): Promise<Feature> {
  const decided = await decidedFeatures(db);
  const now = clock.now();
  const state = statesOf(decided, now).get(feature) ?? "off";
  return shown(feature, { row: decided.get(feature), comment: (await commentsOnFeatures(db)).get(feature), state, now });
}

function refusalOf(why: (Decision & { readonly kind: "refused" })["why"], feature: FeatureCode): Refusal {
  switch (why) {
    case "needs":
      return new Refusal("feature.needs", { feature, needs: definitionOf(feature).needs ?? feature });
    case "unconfirmed":
      return new Refusal("feature.unconfirmed", { feature });
    case "on_already":
      return new Refusal("feature.on_already", { feature });
    case "day_past":
      return new Refusal("feature.day_past", {});
    default:
      return new Refusal("feature.stays_on", { feature });
  }
}

interface Known {
  readonly row: FeatureRow | undefined;
  readonly comment: CommentRow | undefined;
  readonly state: FeatureState;
  readonly now: Date;
}

function shown(code: FeatureCode, { row, comment, state, now }: Known): Feature {
  const { name, purpose, module, added, release, canBeDisabled, needsConfirmation, needs = null } = definitionOf(code);
  const decided = featureState({ release }, decidedOf(row), now.getTime());
  return {
    code,
    name: { ...name },
    purpose: { ...purpose },
    module: { ...module },
    added,
    release,
    canBeDisabled,
    needsConfirmation,
    needs,
    state,
    decided,
    day: decided === "scheduled" ? (row?.day ?? null) : null,
    enabledAt: row?.state === "off" ? null : (row?.since?.toISOString() ?? null),
    isNew: row === undefined && release !== "mandatory",
    saved: row === undefined ? null : savedOf(row),
    comment: comment === undefined ? null : { text: comment.text, saved: savedOf(comment) },
  };
}
