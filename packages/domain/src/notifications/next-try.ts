const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** How long a delivery waits after each try that failed: three days in all, as Standard Webhooks advises. */
export const WAITS_MS: readonly number[] = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];

/**
 * How many milliseconds a delivery waits for its next try; null when it is given up (NO6).
 *
 * @param tries how many tries failed, the last one included
 */
export function waitAfter(tries: number): number | null {
  return WAITS_MS[tries - 1] ?? null;
}
