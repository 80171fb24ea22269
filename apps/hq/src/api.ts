import { call, type CallInput, type Endpoint, type Reply } from "@rapport/contract";

/** The server behind this page, with the session's cookie. */
export function ask<E extends Endpoint>(endpoint: E, input: CallInput<E> = {}): Promise<Reply<E>> {
  return call(endpoint, input, (path, init) => fetch(path, { ...init, credentials: "same-origin" }));
}

/** One installation is one company; the documented paths take any name. */
export const COMPANY = "rapport";
