import { createRetry, type Operational } from "@rapport/operational";
import { warehouseHost } from "@rapport/warehouse";
import { createBirpc } from "birpc";
import { Worker } from "node:worker_threads";
import type { Deps, Running } from "../../deps.ts";
import { channelOf, type ProcessingThread, type ThreadHost, type ThreadStart } from "./thread-channel.ts";

type ThreadState =
  /** The thread ended by itself and will start again, or it was stopped. */
  { readonly kind: "away" } | { readonly kind: "running"; readonly isHealthy: boolean; readonly heardAt: number; end(): void };

const SILENT_AT_MOST_MS = 60_000;
const STOP_AT_MOST_MS = 20_000;

/**
 * Runs the processing lane in a thread of its own, and starts it again when it ends by itself. A range that was begun is
 * repeated, as after any other end of a process.
 *
 * @param script the thread's program
 */
export function startProcessingThread(
  deps: Pick<Deps, "warehouse" | "signals" | "log"> & { readonly journal: Pick<Deps["journal"], "unloaded"> },
  { script, connection, disk }: { script: URL; connection: Operational["connection"]; disk: ThreadStart["disk"] },
): Running {
  const stopping = new AbortController();
  const retry = createRetry({ delaysMs: [1_000, 2_000, 5_000] });
  let state: ThreadState = { kind: "away" };
  const loop = run();

  return {
    // A thread that hangs sends nothing.
    healthy: () => state.kind === "running" && state.isHealthy && performance.now() - state.heardAt < SILENT_AT_MOST_MS,
    async stop() {
      stopping.abort();
      if (state.kind === "running") state.end();
      await loop;
    },
  };

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await runThread(new Worker(script, { workerData: { connection, warehouse: deps.warehouse.kind, disk } satisfies ThreadStart }));
      } catch (error) {
        deps.log.error({ err: error }, "the processing thread could not be started; it will be tried again");
      }
      state = { kind: "away" };
      retry.failed();
      await retry.pause(stopping.signal);
    }
  }

  /** Resolves when the thread has ended and none of its work continues. */
  async function runThread(worker: Worker): Promise<void> {
    const { host, settled } = warehouseHost(deps.warehouse);
    const setHealthy = (isHealthy: boolean): void => {
      if (isHealthy) retry.succeeded();
      state = { kind: "running", end, isHealthy, heardAt: performance.now() };
    };
    const rpc = createBirpc<ProcessingThread, ThreadHost>(
      { ...host, setHealthy, unloaded: () => deps.journal.unloaded() },
      { ...channelOf(worker), timeout: -1 },
    );
    const takeOff = deps.signals.onHitsCommitted((count) => void rpc.hitsCommitted.asEvent(count));
    let deadline: NodeJS.Timeout | undefined;
    state = { kind: "running", end, isHealthy: false, heardAt: performance.now() };
    worker.on("error", (error) => deps.log.error({ err: error }, "the processing thread failed"));
    await new Promise((resolve) => worker.once("exit", resolve));
    clearTimeout(deadline);
    takeOff();
    rpc.$close();
    // Its statements may still run in the warehouse, although its locks are gone.
    await settled();

    function end(): void {
      // It may have ended by itself, or end before it can answer.
      if (!rpc.$closed) rpc.stop().catch(() => undefined);
      // Interrupted work is repeated at the next start.
      deadline = setTimeout(() => void worker.terminate(), STOP_AT_MOST_MS);
    }
  }
}
