export { featureGate, featuresAtStore } from "./gate.ts";
export { decidedFeatures, saveFeature, type FeatureRow } from "./queries.ts";
export { decidedOf, definitionOf, featuresOn } from "./states.ts";
