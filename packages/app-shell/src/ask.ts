import { APPROVAL, call, type CallInput, type Endpoint, opened, Refusal, type Reply, SIGNED_IN_AS } from "@rapport/contract";
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

/** The lines of an endpoint that answers a file of lines, some at a time as they come. */
export async function* askForLines<E extends Endpoint>(endpoint: E, input: CallInput<E>): AsyncGenerator<readonly string[]> {
  const { body } = await opened(endpoint, input, fetchAsPerson);
  if (body === null) return;
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    let part = await nextOf(reader);
    while (!part.done) {
      const lines = (rest + part.value).split("\n");
      rest = lines.pop() ?? "";
      yield lines;
      part = await nextOf(reader);
    }
    if (rest !== "") yield [rest];
  } finally {
    // Whoever needs no more of it lets the server stop too.
    await reader.cancel().catch(() => undefined);
  }
}

async function nextOf<T>(reader: ReadableStreamDefaultReader<T>): Promise<ReadableStreamReadResult<T>> {
  try {
    return await reader.read();
  } catch (cause) {
    throw new Refusal("server.unreachable", {}, { cause });
  }
}

function fetchAsPerson(path: string, { headers, ...init }: Omit<RequestInit, "headers"> & { readonly headers: Record<string, string> }): Promise<Response> {
  const person = signedInAs();
  return fetch(path, { ...init, headers: { ...headers, ...(person !== null && { [SIGNED_IN_AS]: person }) }, credentials: "same-origin" });
}

/** The same until somebody no longer wants the answer; then the request is cut off, so that the server stops too. */
export function askWhile<E extends Endpoint>(signal: AbortSignal, endpoint: E, input: CallInput<E>): Promise<Reply<E>> {
  return call(endpoint, input, (path, init) => fetchAsPerson(path, { ...init, signal }));
}
