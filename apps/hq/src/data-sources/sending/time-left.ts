/** How many bytes were sent at a moment, in milliseconds. */
export interface Sample {
  readonly at: number;
  readonly bytes: number;
}

const NEEDS_MS = 2_000;

/** How long the rest takes at the speed of the last seconds; undefined before that is known. */
export function secondsLeft(samples: readonly Sample[], bytes: number): number | undefined {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || last.at - first.at < NEEDS_MS || last.bytes <= first.bytes) return undefined;
  const bytesInSecond = (1_000 * (last.bytes - first.bytes)) / (last.at - first.at);
  return Math.max(0, bytes - last.bytes) / bytesInSecond;
}

export type TimeLeft = { readonly unit: "moment" | "halfMinute" } | { readonly unit: "minutes" | "hours"; readonly count: number };

/** In words that stay true for a while. */
export function timeLeft(seconds: number): TimeLeft {
  if (seconds < 10) return { unit: "moment" };
  if (seconds < 50) return { unit: "halfMinute" };
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? { unit: "minutes", count: Math.max(1, minutes) } : { unit: "hours", count: Math.round(minutes / 60) };
}
