import { APPROVAL, call, type CallInput, type Endpoint, type Reply, SIGNED_IN_AS } from "@rapport/contract";
import { signedInAs } from "./signed-in-as.ts";

/** Calls our own server: the same origin, with the session's cookie. It says who the page is for, so that nothing is done in somebody else's name (SI7). */
export function ask<E extends Endpoint>(endpoint: E, input: CallInput<E> = {}): Promise<Reply<E>> {
  return call(endpoint, input, fetchAsPerson);
}

/** The same with an approval, by which somebody lends the caller a right for this one request (RI3). */
export function askApproved<E extends Endpoint>(endpoint: E, input: CallInput<E>, approval: string): Promise<Reply<E>> {
  return call(endpoint, input, (path, { headers, ...init }) => fetchAsPerson(path, { ...init, headers: { ...headers, [APPROVAL]: approval } }));
}

/** The same for an endpoint that takes a file as its multipart part `file`. */
export function askWithFile<E extends Endpoint>(endpoint: E, input: CallInput<E>, file: File): Promise<Reply<E>> {
  const body = new FormData();
  body.set("file", file, file.name);
  return call(endpoint, input, (path, init) => fetchAsPerson(path, { ...init, body }));
}

function fetchAsPerson(path: string, { headers, ...init }: Omit<RequestInit, "headers"> & { readonly headers: Record<string, string> }): Promise<Response> {
  const person = signedInAs();
  return fetch(path, { ...init, headers: { ...headers, ...(person !== null && { [SIGNED_IN_AS]: person }) }, credentials: "same-origin" });
}
