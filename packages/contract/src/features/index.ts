export { FeatureCode, type FeatureDefinition, featureName, FEATURES } from "./definitions.ts";
export { enableAllFeatures, Feature, FeatureNeed, FeatureState, listFeatures, putFeature, putFeatureComment } from "./features.ts";
