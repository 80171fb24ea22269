import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

/** What a proxy does with a stream of events: it never passes anything on, passes on what comes at first and nothing more, or ends each connection. */
export type Stalling = "keeps" | "stalls" | "drops";

/** A proxy before the product, as a store's network may have. Everything but streams of events goes through it. Returns its address. */
export async function startStallingProxy(url: string, how: Stalling): Promise<{ readonly url: string; close(): void }> {
  const product = new URL(url);
  const proxy = createServer((asked, answer) => {
    const { method, headers, url: path } = asked;
    // The product sees its own address, as behind a proxy that passes on who asks for what.
    const own = { ...headers, host: product.host, ...(headers.origin !== undefined && { origin: product.origin }) };
    const onward = request({ hostname: product.hostname, port: product.port, method, path, headers: own }, (reply) => {
      const isStream = reply.headers["content-type"]?.startsWith("text/event-stream") === true;
      if (!isStream) {
        answer.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(answer);
        return;
      }
      if (how === "drops") {
        answer.destroy();
        reply.destroy();
        return;
      }
      if (how === "stalls") {
        answer.writeHead(200, reply.headers);
        reply.once("data", (first) => answer.write(first));
      }
      // It goes on taking what comes, and passes on none of it.
      reply.resume();
    });
    onward.on("error", () => answer.destroy());
    answer.on("close", () => onward.destroy());
    asked.pipe(onward);
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    close: () => {
      proxy.close();
      proxy.closeAllConnections();
    },
  };
}
