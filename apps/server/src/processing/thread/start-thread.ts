import type { Operational } from "@rapport/operational";
import { warehouseHost } from "@rapport/warehouse";
import { createBirpc } from "birpc";
import { Worker } from "node:worker_threads";
import type { Deps, Running } from "../../deps.ts";
import { channelOf, type ProcessingThread, type ThreadHost, type ThreadStart } from "./thread-channel.ts";

/** How long a thread that ended by itself stays away. */
const AGAIN_AFTER_MS = 1_000;
const SILENT_AT_MOST_MS = 60_000;
const STOP_AT_MOST_MS = 20_000;

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
  let again: NodeJS.Timeout | undefined;
  let isHealthy = false;
  let heardAt = performance.now();
  let thread = start();

  return {
    // A thread that hangs, busy or waiting, sends nothing.
    healthy: () => isHealthy && performance.now() - heardAt < SILENT_AT_MOST_MS,
    async stop() {
      isStopping = true;
      clearTimeout(again);
      await thread?.stop();
    },
  };

  function start(): { stop: () => Promise<void> } | undefined {
    try {
      return run(new Worker(script, { workerData: { connection, warehouse: deps.warehouse.kind } satisfies ThreadStart }));
    } catch (error) {
      deps.log.error({ err: error }, "the processing thread could not be started; it will be tried again");
      startAgain();
      return undefined;
    }
  }

  function startAgain(): void {
    isHealthy = false;
    if (!isStopping) again = setTimeout(() => (thread = start()), AGAIN_AFTER_MS);
  }

  function run(worker: Worker): { stop: () => Promise<void> } {
    const { host, settled } = warehouseHost(deps.warehouse);
    const setHealthy = (healthy: boolean): void => {
      isHealthy = healthy;
      heardAt = performance.now();
    };
    const rpc = createBirpc<ProcessingThread, ThreadHost>({ ...host, setHealthy }, { ...channelOf(worker), timeout: -1 });
    const takeOff = deps.signals.onHitsCommitted((count) => void rpc.hitsCommitted.asEvent(count));
    const ended = new Promise((resolve) => worker.once("exit", resolve));
    worker.on("error", (error) => deps.log.error({ err: error }, "the processing thread failed"));
    worker.on("exit", () => {
      takeOff();
      rpc.$close();
      // What it had asked of the warehouse may still be running there, without the locks that went with the thread.
      void settled().then(startAgain);
    });
    return {
      async stop() {
        // It may have ended by itself, or end before it can answer.
        if (!rpc.$closed) rpc.stop().catch(() => undefined);
        // Whatever it is in the middle of is done again at the next start.
        const deadline = setTimeout(() => void worker.terminate(), STOP_AT_MOST_MS);
        await ended;
        clearTimeout(deadline);
      },
    };
  }
}
