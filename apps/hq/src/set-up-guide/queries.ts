import { ask } from "@rapport/app-shell";
import { getSetUpGuide } from "@rapport/contract/clienteling";
import { queryOptions } from "@tanstack/react-query";

export function guideQuery(legalEntity: string) {
  return queryOptions({
    queryKey: ["set-up-guide", legalEntity],
    queryFn: async () => (await ask(getSetUpGuide, { params: { legalEntity } })).steps,
    // Asked again at each visit, so that a step is done once it is done.
    staleTime: 0,
  });
}
