import { FeatureCode, FEATURES, type FeatureDefinition, type FeatureState } from "@rapport/contract/features";
import { featureStates, isOn, type Decided } from "@rapport/domain/features";
import type { Deps } from "../deps.ts";
import { decidedFeatures, type FeatureRow } from "./queries.ts";

export function definitionOf(feature: FeatureCode): FeatureDefinition & { readonly needs?: FeatureCode } {
  return FEATURES[feature];
}

export function decidedOf(row: FeatureRow | undefined): Decided | undefined {
  return row && { state: row.state, day: row.day, from: row.since?.getTime() ?? null };
}

/** The features that are on now at headquarters. */
export async function featuresOn({ db, clock }: Pick<Deps, "db" | "clock">): Promise<FeatureCode[]> {
  const states = statesOf(await decidedFeatures(db), clock.now());
  return FeatureCode.options.filter((code) => isOn(states.get(code)));
}

/** The state of each feature by what was decided. */
export function statesOf(decided: ReadonlyMap<string, FeatureRow>, now: Date): ReadonlyMap<FeatureCode, FeatureState> {
  return featureStates<FeatureCode>(FEATURES, { decidedOf: (code) => decidedOf(decided.get(code)), now: now.getTime() });
}
