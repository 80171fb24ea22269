import { readdirSync, readlinkSync } from "node:fs";
import { getPriority, setPriority } from "node:os";
import { basename } from "node:path";

/** From 0, the highest without a privilege, to 19. */
const BEHIND_REQUESTS = 10;
/** The engine makes new threads from time to time. */
const AGAIN_EVERY_MS = 10_000;

/**
 * Gives the thread that answers requests priority over all others of this process (docs/decisions/0011-processing-thread.md): the engine and a backlog
 * take what is left of the processor. Only Linux gives a thread a priority of its own. Returns a function that stops it.
 */
export function putRequestsFirst(): () => void {
  if (process.platform !== "linux") return () => undefined;
  lowerOtherThreads();
  const timer = setInterval(lowerOtherThreads, AGAIN_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** For threads that start later. */
export function lowerThisThread(): void {
  if (process.platform === "linux") attempt(() => lower(Number(basename(readlinkSync("/proc/thread-self")))));
}

function lowerOtherThreads(): void {
  attempt(() => {
    for (const thread of readdirSync("/proc/self/task").map(Number)) {
      if (thread !== process.pid) attempt(() => lower(thread));
    }
  });
}

function lower(thread: number): void {
  if (getPriority(thread) < BEHIND_REQUESTS) setPriority(thread, BEHIND_REQUESTS);
}

/** Ignores a thread that has ended, and a system that does not allow it: priorities help but are not needed. */
function attempt(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
  }
}
