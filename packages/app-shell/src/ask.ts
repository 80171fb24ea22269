import { call, type CallInput, type Endpoint, type Reply, SIGNED_IN_AS } from "@rapport/contract";
import { signedInAs } from "./signed-in-as.ts";

/** Calls our own server: the same origin, with the session's cookie. It says who the page is for, so that nothing is done in somebody else's name (SI7). */
export function ask<E extends Endpoint>(endpoint: E, input: CallInput<E> = {}): Promise<Reply<E>> {
  return call(endpoint, input, (path, { headers, ...init }) => {
    const person = signedInAs();
    return fetch(path, { ...init, headers: { ...headers, ...(person !== null && { [SIGNED_IN_AS]: person }) }, credentials: "same-origin" });
  });
}
