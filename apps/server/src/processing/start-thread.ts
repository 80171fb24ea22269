import type { Operational } from "@rapport/operational";
import { warehouseHost } from "@rapport/warehouse";
import { createBirpc } from "birpc";
import { Worker } from "node:worker_threads";
import type { Deps, Running } from "../deps.ts";
import { channelOf, type ProcessingThread, type ThreadHost, type ThreadStart } from "./thread-channel.ts";

/** How long a thread that ended by itself stays away. */
const AGAIN_AFTER_MS = 1_000;

/**
 * Runs the processing lane in a thread of its own, and again when it should ever end: a range that was begun is done
 * again from where it stood, as after any other end of a process.
 *
 * @param script the thread's program
 */
export function startProcessingThread(
  deps: Pick<Deps, "warehouse" | "signals" | "log">,
  { script, connection }: { script: URL; connection: Operational["connection"] },
): Running {
  let isStopping = false;
  let isHealthy = false;
  let again: NodeJS.Timeout | undefined;
  let thread = start();

  return {
    healthy: () => isHealthy,
    async stop() {
      isStopping = true;
      clearTimeout(again);
      await thread.stop();
    },
  };

  function start(): { stop: () => Promise<void> } {
    const given: ThreadStart = { connection, warehouse: deps.warehouse.kind };
    const worker = new Worker(script, { workerData: given });
    const host: ThreadHost = { ...warehouseHost(deps.warehouse), setHealthy: (healthy) => void (isHealthy = healthy) };
    const rpc = createBirpc<ProcessingThread, ThreadHost>(host, { ...channelOf(worker), timeout: -1 });
    const takeOff = deps.signals.onHitsCommitted((count) => void rpc.hitsCommitted.asEvent(count));
    const ended = new Promise((resolve) => worker.once("exit", resolve));
    worker.on("error", (error) => deps.log.error({ err: error }, "the processing thread failed"));
    worker.on("exit", () => {
      takeOff();
      rpc.$close();
      if (isStopping) return;
      isHealthy = false;
      again = setTimeout(() => (thread = start()), AGAIN_AFTER_MS);
    });
    return {
      async stop() {
        // It may have ended by itself, or end before it can answer.
        if (!rpc.$closed) rpc.stop().catch(() => undefined);
        await ended;
      },
    };
  }
}
