import { setImmediate as nextTurn } from "node:timers/promises";

/** How long a slice may block the event loop. Requests are answered between two slices. */
const SLICE_MS = 4;
const LOOK_EVERY = 16;

/** Processes `items` in small slices of time. */
export async function inSlices<T>(items: Iterable<T>, work: (item: T) => void): Promise<void> {
  let until = performance.now() + SLICE_MS;
  let count = 0;
  for (const item of items) {
    work(item);
    count += 1;
    if (count % LOOK_EVERY !== 0 || performance.now() < until) continue;
    await nextTurn();
    until = performance.now() + SLICE_MS;
  }
}
