import { Refusal, type CallInput, type Endpoint } from "@rapport/contract";
import type { TestClient } from "./test-server.ts";

export interface Refused {
  readonly code: string;
  /** The problem's finer `code`. */
  readonly reason: string | undefined;
  readonly message: string;
}

/** What a call is refused with; fails when it is not refused. */
export async function refused<E extends Endpoint>(as: TestClient, endpoint: E, input: CallInput<E> = {}): Promise<Refused> {
  try {
    await as(endpoint, input);
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, reason: error.reason, message: error.message };
    throw error;
  }
  throw new Error(`${endpoint.name} was not refused`);
}
