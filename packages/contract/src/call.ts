import type { CallInput, Endpoint, Reply } from "./endpoint.ts";
import { Refusal, refusalOf } from "./refusals/index.ts";

/** The header in which a page says for whom it was opened. The server refuses calls from it when somebody else has signed in (SI7). */
export const SIGNED_IN_AS = "rapport-signed-in-as";

/** The header with the approval by which somebody lends the caller a right for this one request (RI3). */
export const APPROVAL = "rapport-approval";

export type Send = (
  path: string,
  init: { method: string; headers: Record<string, string>; body: string | null },
) => Promise<{ ok: boolean; status: number; text(): Promise<string> }>;

/** Calls an endpoint and parses its answer; throws the server's `Refusal`, or `unavailable` when no answer came. */
export async function call<E extends Endpoint>(endpoint: E, input: CallInput<E>, send: Send): Promise<Reply<E>> {
  const text = await (await opened(endpoint, input, send)).text();
  // `reply` is the endpoint's own schema; the generic hides its output type.
  return endpoint.reply.parse(text === "" ? undefined : JSON.parse(text)) as Reply<E>;
}

/** The same for an answer that is read as it comes: a file. */
export async function opened<E extends Endpoint, A extends Awaited<ReturnType<Send>>>(
  endpoint: E,
  input: CallInput<E>,
  send: (...asked: Parameters<Send>) => Promise<A>,
): Promise<A> {
  const { method } = endpoint;
  const path = pathOf(endpoint, input) + search(input.query);
  const body = input.body === undefined ? null : JSON.stringify(input.body);
  const headers: Record<string, string> = body === null ? {} : { "content-type": "application/json" };
  let response: A;
  try {
    response = await send(path, { method, headers, body });
  } catch (cause) {
    throw new Refusal("server.unreachable", {}, { cause });
  }
  if (!response.ok) throw refusalOf(response.status, tryJson(await response.text()));
  return response;
}

/** The path that a call of an endpoint has, without its query. */
export function pathOf<E extends Endpoint>(endpoint: E, input: CallInput<E>): string {
  return fill(endpoint.path, input.params);
}

function fill(path: string, params: unknown): string {
  // In every schema of the table, parameters and query values are texts, numbers and booleans.
  const values = new Map(Object.entries((params ?? {}) as Record<string, string | number | boolean>));
  return path.replaceAll(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(values.get(key) ?? "")));
}

function search(query: unknown): string {
  const entries = Object.entries((query ?? {}) as Record<string, string | number | boolean | undefined>).filter(([, value]) => value !== undefined);
  return entries.length === 0 ? "" : `?${new URLSearchParams(entries.map(([key, value]) => [key, String(value)])).toString()}`;
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
