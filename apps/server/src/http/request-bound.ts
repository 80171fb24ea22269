import type { Endpoint } from "@rapport/contract";
import type { Actor } from "./actor.ts";

/** Limits how often a caller may use some endpoints. */
export interface RequestBound {
  /** Asked once for each endpoint. */
  bounds(endpoint: Endpoint): boolean;
  /** Counts a request. Rejects with a refusal when it goes beyond the limit. */
  take(actor: Actor): Promise<void>;
}

export const NO_BOUND: RequestBound = { bounds: () => false, take: () => Promise.resolve() };
