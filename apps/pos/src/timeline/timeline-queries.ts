import { infiniteQueryOptions, queryOptions, skipToken } from "@tanstack/react-query";
import type { ActivityTypeCode, CustomerId } from "@rapport/contract";
import { explainSale, getSaleLines, getTimeline, searchTimeline, type TimelineKind } from "@rapport/contract/timeline";
import type { z } from "zod";
import { ask } from "@rapport/app-shell";

export type Kind = z.infer<typeof TimelineKind>;

export interface TimelineView {
  kind: Kind | null;
  /** One type of activity; null or missing for all. */
  activityType?: ActivityTypeCode | null;
  /** Words that items hold; missing or empty for all items. */
  text?: string;
}

export function timelineKey(customerId: CustomerId) {
  return ["timeline", customerId] as const;
}

/** A customer's timeline, newest first; `kind` null is all kinds, `activityType` null all types of activity; with a text only items that hold its words. */
export function timelineQuery(customerId: CustomerId, kind: Kind | null, activityType: ActivityTypeCode | null = null, text = "") {
  return infiniteQueryOptions({
    queryKey: [...timelineKey(customerId), kind, activityType, text],
    queryFn: ({ pageParam }) => {
      const wanted = {
        ...(kind === null ? {} : { kind }),
        ...(activityType !== null && { activityType }),
        ...(pageParam === null ? {} : { before: pageParam }),
        limit: 30,
      };
      const params = { customerId };
      return text === "" ? ask(getTimeline, { params, query: wanted }) : ask(searchTimeline, { params, body: { ...wanted, text } });
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextBefore }) => nextBefore,
  });
}

/** Every line of a sale, loaded when somebody opens it. */
export function linesQuery({ customerId, sale, isWanted }: { customerId: CustomerId; sale: string; isWanted: boolean }) {
  return queryOptions({
    queryKey: ["sale-lines", customerId, sale],
    queryFn: isWanted ? () => ask(getSaleLines, { params: { customerId, sale } }) : skipToken,
  });
}

/** Frozen with the sale, so it does not change; only joined rows may be added. */
export function whyQuery({ customerId, transactionId }: { customerId: CustomerId; transactionId: string }) {
  return queryOptions({ queryKey: ["sale", customerId, transactionId], queryFn: () => ask(explainSale, { params: { customerId, transactionId } }) });
}
