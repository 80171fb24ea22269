import type { FeatureCode } from "@rapport/contract/features";
import type { Actor } from "./actor.ts";

/** Knows which features are on. */
export interface FeatureGate {
  /** Refuses while the feature is off for this caller. */
  assertOn(feature: FeatureCode, actor: Actor): Promise<void>;
}

export const NO_GATE: FeatureGate = { assertOn: () => Promise.resolve() };
