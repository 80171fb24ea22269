import { request as requestHttp, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from "request-filtering-agent";
import type { Answer } from "../queries.ts";

export interface Posting {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** It may go to addresses of the own network and of this machine, and unencrypted. */
  readonly mayGoInside: boolean;
}

const WITHIN_MS = 15_000;
const MOST_ANSWER_BYTES = 64 * 1024;

/**
 * Posts to an address that somebody typed, and gives what was answered. The address that the name has at the moment of connecting is checked (NO10). No redirect
 * is followed, and of the answer only the number is kept. Never rejects.
 */
export async function post({ url, headers, body, mayGoInside }: Posting): Promise<Answer> {
  const to = new URL(url);
  const isEncrypted = to.protocol === "https:";
  if (!isEncrypted && !mayGoInside) return { status: null, code: "not_encrypted" };
  const filter = { allowPrivateIPAddress: mayGoInside, allowMetaIPAddress: false, keepAlive: false };
  const agent = isEncrypted ? new RequestFilteringHttpsAgent(filter) : new RequestFilteringHttpAgent(filter);
  const signal = AbortSignal.timeout(WITHIN_MS);
  try {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const options = { method: "POST", agent, signal, headers: { ...headers, "content-length": String(Buffer.byteLength(body)) } };
      const request = (isEncrypted ? requestHttps : requestHttp)(to, options, resolve);
      request.once("error", reject);
      request.end(body);
    });
    await drain(answer);
    return { status: answer.statusCode ?? null, code: null };
  } catch (error) {
    return { status: null, code: signal.aborted ? "timeout" : codeOf(error) };
  } finally {
    agent.destroy();
  }
}

/** The rest of the answer is of no use. It is read while it is short, so that its sender is not cut off. */
async function drain(answer: IncomingMessage): Promise<void> {
  let bytes = 0;
  try {
    for await (const part of answer as AsyncIterable<Buffer>) {
      bytes += part.length;
      if (bytes > MOST_ANSWER_BYTES) break;
    }
  } catch {
    // Its number has come.
  }
  answer.destroy();
}

/** What is safe to show: never the text of an error, which may name addresses of the own network. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "failed";
  if (error.message.startsWith("DNS lookup ")) return "address_forbidden";
  return "code" in error && typeof error.code === "string" ? error.code : "failed";
}
