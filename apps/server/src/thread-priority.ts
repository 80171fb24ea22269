import { readdirSync, readlinkSync } from "node:fs";
import { setPriority } from "node:os";
import { basename } from "node:path";

/** From 0, the highest that needs no right, to 19. */
const BEHIND_REQUESTS = 10;
/** The engine makes new threads now and then. */
const AGAIN_EVERY_MS = 10_000;

/**
 * Lets the thread that answers requests go before all others of this process (decision 11): the engine and the processing of
 * a backlog take what is left of the processor. Only Linux gives a thread a priority of its own. Answers how to stop.
 */
export function putRequestsFirst(): () => void {
  if (process.platform !== "linux") return () => undefined;
  lowerOtherThreads();
  const timer = setInterval(lowerOtherThreads, AGAIN_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** For a thread that starts later than that. */
export function lowerThisThread(): void {
  if (process.platform === "linux") setPriority(Number(basename(readlinkSync("/proc/thread-self"))), BEHIND_REQUESTS);
}

function lowerOtherThreads(): void {
  for (const thread of readdirSync("/proc/self/task").map(Number)) {
    if (thread !== process.pid) lower(thread);
  }
}

function lower(thread: number): void {
  try {
    setPriority(thread, BEHIND_REQUESTS);
  } catch (error) {
    // It has ended meanwhile.
    if ((error as NodeJS.ErrnoException).code !== "ERR_SYSTEM_ERROR") throw error;
  }
}
