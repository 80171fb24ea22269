import type { hash as Hash, verify as Verify } from "@node-rs/argon2";
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";

/**
 * Threads that only hash, behind all other threads of the process, also those that make hits durable (AC13, docs/decisions/0011-processing-thread.md). They take no part in the pool of threads
 * that reads and writes files. The program is a text, so that it is the same from source and in the built product.
 */
const PROGRAM = `
const { parentPort, workerData } = require("node:worker_threads");
const { readlinkSync } = require("node:fs");
const { basename } = require("node:path");
try {
  // Only Linux gives a thread a priority of its own.
  if (process.platform === "linux") require("node:os").setPriority(Number(basename(readlinkSync("/proc/thread-self"))), 15);
} catch {}
const { hashSync, verifySync } = require(workerData);
parentPort.on("message", ({ id, work, given }) => {
  try {
    parentPort.postMessage({ id, done: work === "hash" ? hashSync(...given) : verifySync(...given) });
  } catch (error) {
    parentPort.postMessage({ id, failed: error });
  }
});`;

type Work = { readonly work: "hash"; readonly given: Parameters<typeof Hash> } | { readonly work: "verify"; readonly given: Parameters<typeof Verify> };
type Told = { readonly id: number } & ({ readonly done: unknown } | { readonly failed: unknown });
interface Asking {
  readonly resolve: (done: unknown) => void;
  readonly reject: (failed: unknown) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly asking: Map<number, Asking>;
}

const threads = new Set<Thread>();
let last = 0;

/** One that is idle. A thread that ended is gone, and the next work starts another; what it had not done fails. */
function idleThread(): Thread {
  for (const one of threads) if (one.asking.size === 0) return one;
  const worker = new Worker(PROGRAM, { eval: true, workerData: createRequire(import.meta.url).resolve("@node-rs/argon2") });
  const asking = new Map<number, Asking>();
  const thread = { worker, asking };
  const end = (cause: unknown): void => {
    threads.delete(thread);
    for (const { reject } of asking.values()) reject(cause);
    asking.clear();
  };
  worker.on("message", (told: Told) => {
    const asked = asking.get(told.id);
    asking.delete(told.id);
    // A process that has nothing else to do ends.
    if (asking.size === 0) worker.unref();
    if ("done" in told) asked?.resolve(told.done);
    else asked?.reject(told.failed);
  });
  worker.on("error", end);
  worker.on("exit", () => end(new Error("a thread that hashes ended")));
  threads.add(thread);
  return thread;
}

async function inThread(work: Work): Promise<unknown> {
  const id = ++last;
  const { worker, asking } = idleThread();
  worker.ref();
  return await new Promise((resolve, reject) => {
    asking.set(id, { resolve, reject });
    worker.postMessage({ id, ...work });
  });
}

/** The hashing of passwords, off the main thread. Its calls are counted in tests: known and unknown accounts must cost the same. */
export const argon2 = {
  hash: async (...given: Parameters<typeof Hash>): Promise<string> => (await inThread({ work: "hash", given })) as string,
  verify: async (...given: Parameters<typeof Verify>): Promise<boolean> => (await inThread({ work: "verify", given })) as boolean,
};
