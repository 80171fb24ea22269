import type { FeatureCode } from "@rapport/contract/features";
import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "./session-query.ts";

/** False while the feature is off: then what belongs to it is hidden (R75). */
export function useFeatureIsOn(feature: FeatureCode): boolean {
  return useQuery(sessionQuery).data?.features.includes(feature) !== false;
}
