import type { Endpoint } from "@rapport/contract";
import type { RecordedRequest } from "./request-record.ts";

/** Work that belongs to a request that succeeded, done before its answer. When it fails, the request does. */
export interface FollowUp {
  /** Asked once for each endpoint. */
  follows(endpoint: Endpoint): boolean;
  run(request: RecordedRequest): Promise<void>;
}

export const NO_FOLLOW_UP: FollowUp = { follows: () => false, run: () => Promise.resolve() };
