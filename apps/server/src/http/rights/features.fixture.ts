import * as features from "@rapport/contract/features";
import { WHOLE_HOUSE } from "./reasons.fixture.ts";
import { right, type Right } from "./right.fixture.ts";

export const featureRights: readonly Right[] = [
  right(features.listFeatures, {
    customers: "none",
    request: () => ({}),
    otherTenant: { none: "features are on or off for all legal entities, and seeing that tells of none" },
  }),
  right(features.putFeature, {
    customers: "none",
    request: () => ({ params: { feature: "clienteling" as const }, body: { state: "on" as const } }),
    otherTenant: WHOLE_HOUSE,
  }),
  right(features.enableAllFeatures, { customers: "none", request: () => ({ body: {} }), otherTenant: WHOLE_HOUSE }),
  right(features.putFeatureComment, {
    customers: "none",
    request: () => ({ params: { feature: "clienteling" as const }, body: { text: "" } }),
    otherTenant: WHOLE_HOUSE,
  }),
];
