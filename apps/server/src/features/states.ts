import { FeatureCode, FEATURES, type FeatureDefinition } from "@rapport/contract/features";
import { featureState, type Decided } from "@rapport/domain/features";
import type { Deps } from "../deps.ts";
import { decidedFeatures, type FeatureRow } from "./queries.ts";

export function definitionOf(feature: FeatureCode): FeatureDefinition {
  return FEATURES[feature];
}

export function decidedOf(row: FeatureRow | undefined): Decided | undefined {
  return row && { state: row.state, day: row.day, from: row.since?.getTime() ?? null };
}

/** The features that are on now at headquarters. */
export async function featuresOn({ db, clock }: Pick<Deps, "db" | "clock">): Promise<FeatureCode[]> {
  const decided = await decidedFeatures(db);
  return FeatureCode.options.filter((code) => isOn(code, decidedOf(decided.get(code)), clock.now()));
}

function isOn(code: FeatureCode, decided: Decided | undefined, now: Date): boolean {
  return ["on", "mandatory"].includes(featureState(definitionOf(code), decided, now.getTime()));
}
