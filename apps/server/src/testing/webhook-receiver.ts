import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface WebhookReceiver {
  readonly url: string;
  readonly received: Received[];
  /** How it answers; `never` keeps its callers waiting. */
  answer: { readonly status: number; readonly headers?: Record<string, string>; readonly bytes?: number } | "never";
  close(): Promise<void>;
}

/** A real server that takes requests as a webhook's address does. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: Received[] = [];
  const state: { answer: WebhookReceiver["answer"] } = { answer: { status: 204 } };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      received.push({ path: request.url ?? "", headers: request.headers, body: Buffer.concat(parts).toString() });
      if (state.answer === "never") return;
      const { status, headers = {}, bytes = 0 } = state.answer;
      response.writeHead(status, headers);
      response.end(Buffer.alloc(bytes, "x"));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    get answer() {
      return state.answer;
    },
    set answer(answer) {
      state.answer = answer;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
