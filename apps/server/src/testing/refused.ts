import { Refusal, type CallInput, type Endpoint, type RefusalKind } from "@rapport/contract";
import { placeOf, type Reason } from "@rapport/contract/refusals";
import type { TestClient } from "./test-server.ts";

export interface Refused {
  readonly kind: RefusalKind;
  readonly code: Reason;
  readonly params: object;
  /** What is wrong at which place of the request; `row` is the sender's own name of a row. */
  readonly faults: readonly { readonly at: string; readonly row?: string; readonly code: string; readonly params: object }[];
}

/** The refusal of a call; fails when the call is not refused. */
export async function refused<E extends Endpoint>(as: TestClient, endpoint: E, input: CallInput<E> = {}): Promise<Refused> {
  try {
    await as(endpoint, input);
  } catch (error) {
    if (error instanceof Refusal)
      return {
        kind: error.kind,
        code: error.code,
        params: error.params,
        faults: error.faults.map(({ path, row, wrong }) => ({ at: placeOf(path), ...(row !== undefined && { row }), ...wrong })),
      };
    throw error;
  }
  throw new Error(`${endpoint.name} was not refused`);
}
