import { Refusal, type CallInput, type Endpoint } from "@rapport/contract";
import { placeOf } from "@rapport/contract/refusals";
import type { TestClient } from "./test-server.ts";

export interface Refused {
  readonly code: string;
  /** The problem's `code`. */
  readonly reason: string;
  readonly params: object;
  /** What is wrong with which place of the request; `row` is the sender's own name of a row. */
  readonly faults: readonly { readonly at: string; readonly row?: string; readonly code: string; readonly params: object }[];
}

/** What a call is refused with; fails when it is not refused. */
export async function refused<E extends Endpoint>(as: TestClient, endpoint: E, input: CallInput<E> = {}): Promise<Refused> {
  try {
    await as(endpoint, input);
  } catch (error) {
    if (error instanceof Refusal)
      return {
        code: error.code,
        reason: error.reason,
        params: error.params,
        faults: error.faults.map(({ path, row, wrong }) => ({ at: placeOf(path), ...(row !== undefined && { row }), ...wrong })),
      };
    throw error;
  }
  throw new Error(`${endpoint.name} was not refused`);
}
