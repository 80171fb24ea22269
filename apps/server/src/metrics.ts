import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import { ConfigError } from "./config.ts";
import type { Deps } from "./deps.ts";
import { observe, type App } from "./http/index.ts";

export interface Metrics {
  readonly url: string;
  stop(): Promise<void>;
}

/** Prometheus metrics on a port of their own, which can stay closed to others while the product's port is open. */
export async function startMetrics({
  app,
  deps,
  host,
  port,
}: {
  app: App;
  deps: Pick<Deps, "signals" | "log" | "journal" | "disk">;
  host: string;
  port: number;
}): Promise<Metrics> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "rapport_http_request_duration_seconds",
    help: "Time to answer, by operation and status.",
    labelNames: ["operation", "status"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  const hits = new Counter({ name: "rapport_collection_hits_total", help: "Hits that were acknowledged as durable.", registers: [registry] });
  new Gauge({
    name: "rapport_journal_unreadable",
    help: "What of the journal could not be read and is kept aside: files, their bytes, hits known to be missing.",
    labelNames: ["what"],
    registers: [registry],
    async collect() {
      for (const [what, count] of Object.entries(await deps.journal.unreadable())) this.set({ what }, count);
    },
  });
  new Gauge({
    name: "rapport_disk_bytes",
    help: "Of the fullest disk of the data directory: what is free, and what is kept free (hits and files are refused below).",
    labelNames: ["what"],
    registers: [registry],
    collect() {
      const { freeBytes, reserveBytes } = deps.disk.room();
      this.set({ what: "free" }, freeBytes);
      this.set({ what: "reserve" }, reserveBytes);
    },
  });
  observe(app, ({ operation, status, seconds }) => requests.observe({ operation, status }, seconds));
  deps.signals.onHitsAccepted((count) => hits.inc(count));
  const server = createServer((request, response) => {
    if (request.method !== "GET" || request.url !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { "content-type": registry.contentType }).end(text),
      (error: unknown) => {
        deps.log.error({ err: error }, "metrics could not be written");
        response.writeHead(500).end();
      },
    );
  });
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (cause) {
    throw new ConfigError(`RAPPORT_ADMIN_PORT is not right: this process cannot listen on ${port}. Example: RAPPORT_ADMIN_PORT=4101`, { cause });
  }
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host}:${address.port}/metrics`,
    stop: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
