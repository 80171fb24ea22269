import { ask, SESSION_KEY } from "@rapport/app-shell";
import type { CallInput, Reply } from "@rapport/contract";
import { listFeatures, putFeature } from "@rapport/contract/features";
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

export type ShownFeature = Reply<typeof listFeatures>["features"][number];
export type FeatureWish = NonNullable<CallInput<typeof putFeature>["body"]>;

export const featuresQuery = queryOptions({ queryKey: ["features"], queryFn: () => ask(listFeatures) });

/** Switches a feature as the person saw it, and reads what depends on it again. */
export function useSwitch({ code, saved }: ShownFeature, onSwitched: (after: ShownFeature) => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (wish: FeatureWish) => ask(putFeature, { params: { feature: code }, query: { version: saved?.version ?? 0 }, body: wish }),
    // Told here: the row may leave its tab before a callback of one call would run.
    onSuccess: onSwitched,
    onSettled: async () => {
      await Promise.all([featuresQuery.queryKey, [SESSION_KEY]].map((queryKey) => queryClient.invalidateQueries({ queryKey })));
    },
  });
}
