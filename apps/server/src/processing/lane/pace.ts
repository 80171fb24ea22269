/** How many ranges may follow each other without a pause, and how many a second in the long run. */
const BURST = 20;
const A_SECOND = 8;

export interface Pace {
  /** How long to wait before the next range, after one has ended. */
  pauseMs(nowMs: number): number;
}

/**
 * Prevents a stream of tiny inserts for single hits, each of which the warehouse would have to merge. A first hit is still
 * in reports at once, and every hit within the promised two seconds.
 */
export function createPace(): Pace {
  let left = BURST;
  let lastMs: number | undefined;
  return {
    pauseMs(nowMs) {
      left = Math.min(BURST, left + ((nowMs - (lastMs ?? nowMs)) * A_SECOND) / 1000) - 1;
      lastMs = nowMs;
      return left >= 0 ? 0 : Math.ceil((-left * 1000) / A_SECOND);
    },
  };
}
