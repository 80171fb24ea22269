import { createRetry } from "@rapport/operational";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Deps, Running } from "../../deps.ts";
import { job, type Job } from "../../jobs/index.ts";
import { settleIntents } from "../intents.ts";
import { linkPending } from "./link.ts";
import { sealAndDrop } from "./seal.ts";

const LOOK_EVERY_MS = 500;
const SETTLE_EVERY_MS = 10_000;

/** Links what waits, twice a second, so that a request never waits for the chain, and writes the entries of changes that were cut off. Tries again after a failure. */
export function start(deps: Deps): Promise<Running> {
  const retry = createRetry();
  const stopping = new AbortController();
  let settled = -SETTLE_EVERY_MS;
  const loop = run();
  return Promise.resolve({
    stop: async () => {
      stopping.abort();
      await loop;
    },
  });

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      if (retry.state().kind === "working") await pause(LOOK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      else await retry.pause(stopping.signal);
      if (stopping.signal.aborted) return;
      if (performance.now() - settled >= SETTLE_EVERY_MS) await settle();
      try {
        await linkPending(deps);
        retry.succeeded();
      } catch (error) {
        retry.failed();
        deps.log.error({ err: error }, "audit entries could not be linked");
      }
    }
  }

  /** A failure of it keeps no entry from being linked. */
  async function settle(): Promise<void> {
    try {
      const entries = await settleIntents(deps);
      if (entries > 0) deps.log.warn({ entries }, "wrote the audit entries of changes that were cut off");
    } catch (error) {
      deps.log.error({ err: error }, "changes that were cut off could not be written to the audit log");
    }
    settled = performance.now();
  }
}

export function jobs(deps: Deps): readonly Job[] {
  const run = async () => await sealAndDrop(deps, deps.limits.auditDays ?? 0);
  return [job({ name: "sealAudit", payload: z.object({}), schedule: "7,22,37,52 * * * *", run })];
}
