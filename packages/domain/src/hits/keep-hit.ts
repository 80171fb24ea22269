import type { Commerce } from "./commerce.ts";
import type { Hit, ParsedHit } from "./hit.ts";

/** Who sent a hit. */
export type Sender = Pick<Hit, "visitor" | "isKnown" | "device">;

/**
 * Makes a hit from its parts, field by field. This runs for every hit, and a literal with several spreads
 * takes 18 microseconds here instead of 0.1.
 */
export function keepHit({ sender, commerce, rest }: { sender: Sender; commerce: Commerce; rest: Omit<Hit, keyof Sender | keyof Commerce> }): ParsedHit {
  return {
    kind: "keep",
    hit: {
      visitor: sender.visitor,
      isKnown: sender.isKnown,
      device: sender.device,
      how: rest.how,
      at: rest.at,
      saysTime: rest.saysTime,
      receivedAt: rest.receivedAt,
      source: rest.source,
      isPageView: rest.isPageView,
      dims: rest.dims,
      lists: rest.lists,
      events: commerce.events,
      products: commerce.products,
      orders: commerce.orders,
      units: commerce.units,
      revenue: commerce.revenue,
      isReturn: commerce.isReturn,
      waits: rest.waits,
      currency: rest.currency,
      purchaseId: commerce.purchaseId,
      transactionIds: rest.transactionIds,
      messageId: rest.messageId,
      unread: rest.unread,
    },
  };
}
