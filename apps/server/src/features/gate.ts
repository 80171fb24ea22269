import { Refusal } from "@rapport/contract";
import { FeatureCode, FEATURES } from "@rapport/contract/features";
import { featureStates, isOn } from "@rapport/domain/features";
import type { Deps } from "../deps.ts";
import type { Actor, FeatureGate, PosActor } from "../http/index.ts";
import { featuresOn } from "./states.ts";

/** The features that are on at a register: as they were published to its store, and a scheduled one from its moment (R75). */
export function featuresAtStore({ published }: Pick<PosActor, "published">, now: Date): FeatureCode[] {
  const states = featureStates<FeatureCode>(FEATURES, { decidedOf: (code) => published.features[code], now: now.getTime() });
  return FeatureCode.options.filter((code) => isOn(states.get(code)));
}

/** Refuses the endpoints of a feature while it is off, in words (R75). */
export function featureGate(deps: Pick<Deps, "db" | "clock">): FeatureGate {
  return {
    async assertOn(feature: FeatureCode, actor: Actor) {
      const on = actor.kind === "pos" ? featuresAtStore(actor, deps.clock.now()) : await featuresOn(deps);
      if (!on.includes(feature)) throw new Refusal("feature.off", { feature });
    },
  };
}
