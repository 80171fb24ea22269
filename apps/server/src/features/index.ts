export { featureGate, featuresAtStore } from "./gate.ts";
export { commentsOnFeatures, decidedFeatures, saveComment, saveFeature, type CommentRow, type FeatureRow } from "./queries.ts";
export { decidedOf, definitionOf, featuresOn, statesOf } from "./states.ts";
