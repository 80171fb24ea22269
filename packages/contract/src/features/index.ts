export { Feature, FeatureCode, type FeatureDefinition, featureName, FEATURES, FeatureState, listFeatures, putFeature } from "./features.ts";
