import { ask } from "@rapport/app-shell";
import { listAttention } from "@rapport/contract/system";
import { queryOptions } from "@tanstack/react-query";

export const attentionQuery = queryOptions({
  queryKey: ["attention"],
  queryFn: async () => (await ask(listAttention)).attention,
  // Who comes back from mending something sees it gone.
  staleTime: 0,
  refetchInterval: 60_000,
});
