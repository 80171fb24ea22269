import { attachOperational } from "@rapport/operational";
import { remoteWarehouse } from "@rapport/warehouse";
import { createBirpc } from "birpc";
import { parentPort, workerData } from "node:worker_threads";
import { createSignals, systemClock } from "./deps.ts";
import { watchDisk } from "./disk.ts";
import { createLog } from "./log.ts";
import { channelOf, startProcessing, type ProcessingThread, type ThreadHost, type ThreadStart } from "./processing/index.ts";
import { lowerThisThread } from "./thread-priority.ts";

/** Runs the processing lane in a thread of its own. Processing keeps a core busy; meanwhile requests are answered. */
if (parentPort === null) throw new Error("processing-thread.ts is started as a thread");
const port = parentPort;
const { connection, warehouse: kind, disk } = workerData as ThreadStart;
const HEALTH_EVERY_MS = 1_000;

lowerThisThread();
const log = createLog();
const operational = attachOperational(connection, { connections: 4, log: (line) => log.debug(line) });
const signals = createSignals();
const host = createBirpc<ThreadHost, ProcessingThread>(
  {
    hitsCommitted: (count) => signals.hitsCommitted(count),
    async stop() {
      clearInterval(health);
      try {
        await lane.stop();
        await operational.close();
      } finally {
        // Only the port keeps the thread alive. After the answer was sent, the thread may end.
        setImmediate(() => port.close());
      }
    },
  },
  { ...channelOf(port), timeout: -1 },
);
const journal = { unloaded: async () => await host.unloaded() };
const stores = { db: operational.db, pool: operational.pool, warehouse: remoteWarehouse(host, kind) };
const deps = { ...stores, clock: systemClock, log, signals, journal, disk: watchDisk(disk) };
const lane = startProcessing(deps);
tellHealth();
const health = setInterval(tellHealth, HEALTH_EVERY_MS);

function tellHealth(): void {
  void host.setHealthy.asEvent(lane.healthy?.() ?? true);
}
