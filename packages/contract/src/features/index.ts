export { FeatureCode, type FeatureDefinition, featureName, FEATURES } from "./definitions.ts";
export { Feature, FeatureState, listFeatures, putFeature } from "./features.ts";
