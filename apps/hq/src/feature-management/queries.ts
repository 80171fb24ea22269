import { ask, SESSION_KEY } from "@rapport/app-shell";
import type { CallInput, Reply } from "@rapport/contract";
import { enableAllFeatures, listFeatures, putFeature, putFeatureComment } from "@rapport/contract/features";
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

export type ShownFeature = Reply<typeof listFeatures>["features"][number];
export type Attention = Reply<typeof listFeatures>["attention"][number];
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

/** Switches on all that is off (R73). */
export function useEnableAll(onEnabled: (all: Reply<typeof enableAllFeatures>) => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (confirmed: boolean) => ask(enableAllFeatures, { body: { confirmed } }),
    async onSuccess(all) {
      await Promise.all([featuresQuery.queryKey, [SESSION_KEY]].map((queryKey) => queryClient.invalidateQueries({ queryKey })));
      onEnabled(all);
    },
  });
}

/** Writes about a feature as the person saw it. */
export function useComment({ code, comment }: ShownFeature, onSaved: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (text: string) => ask(putFeatureComment, { params: { feature: code }, query: { version: comment?.saved.version ?? 0 }, body: { text } }),
    onSuccess: onSaved,
    onSettled: async () => await queryClient.invalidateQueries({ queryKey: featuresQuery.queryKey }),
  });
}
