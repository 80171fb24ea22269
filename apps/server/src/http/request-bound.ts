import type { Endpoint } from "@rapport/contract";
import type { Actor } from "./actor.ts";

/** Limits how often a caller may use some endpoints. */
export interface RequestBound {
  /** Asked once for each endpoint. */
  bounds(endpoint: Endpoint): boolean;
  /** Counts a request, given the parts of its address as they were sent. Rejects with a refusal when it goes beyond the limit. */
  take(actor: Actor, address: unknown): Promise<void>;
}

export const NO_BOUND: RequestBound = { bounds: () => false, take: () => Promise.resolve() };
