import type { Endpoint } from "@rapport/contract";
import type { Actor } from "./actor.ts";

/** How much a caller may ask of some endpoints. */
export interface RequestBound {
  /** Asked once for each endpoint. */
  bounds(endpoint: Endpoint): boolean;
  /** Counts a request; rejects with a refusal when it is one too many. */
  take(actor: Actor): Promise<void>;
}

export const NO_BOUND: RequestBound = { bounds: () => false, take: () => Promise.resolve() };
