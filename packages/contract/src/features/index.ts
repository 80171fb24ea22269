export { FeatureCode, type FeatureDefinition, featureName, FEATURES } from "./definitions.ts";
export { enableAllFeatures, Feature, FeatureState, listFeatures, putFeature, putFeatureComment } from "./features.ts";
