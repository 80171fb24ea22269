import { ask } from "@rapport/app-shell";
import { listAttention } from "@rapport/contract/system";
import { queryOptions } from "@tanstack/react-query";

export const attentionQuery = queryOptions({
  queryKey: ["attention"],
  queryFn: async () => (await ask(listAttention)).attention,
  // Asked again at each visit, so that a line is gone once it is mended.
  staleTime: 0,
  refetchInterval: 60_000,
});
