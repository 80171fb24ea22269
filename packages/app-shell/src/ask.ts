import { call, type CallInput, type Endpoint, type Reply } from "@rapport/contract";

/** Calls our own server: same origin, the session travels in its cookie. */
export function ask<E extends Endpoint>(endpoint: E, input: CallInput<E> = {}): Promise<Reply<E>> {
  return call(endpoint, input, (path, init) => fetch(path, { ...init, credentials: "same-origin" }));
}
