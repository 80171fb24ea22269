import { ask } from "@rapport/app-shell";
import type { Rsid } from "@rapport/contract";
import { listDeliveries, listWebhooks, type WebhookId } from "@rapport/contract/data-sources";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

export function webhooksQuery(rsid: Rsid) {
  return queryOptions({ queryKey: ["webhooks", rsid], queryFn: async () => (await ask(listWebhooks, { params: { rsid } })).webhooks });
}

const LOOK_EVERY_MS = 2_000;

/** Looked at again while something of it is about to be sent. */
export function deliveriesQuery({ rsid, webhook }: { rsid: Rsid; webhook?: WebhookId | undefined }) {
  return infiniteQueryOptions({
    queryKey: ["deliveries", rsid, webhook ?? null],
    queryFn: ({ pageParam: before }) =>
      ask(listDeliveries, { params: { rsid }, query: { ...(webhook !== undefined && { webhook }), ...(before !== null && { before }) } }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ deliveries }) => deliveries.some((one) => one.state === "waiting" && one.tries === 0)) === true ? LOOK_EVERY_MS : false,
  });
}
