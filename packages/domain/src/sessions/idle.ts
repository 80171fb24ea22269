/** How often a device tells the server that somebody touches it, how often the server writes that down, and what it allows for both. */
export const TOUCH_TOLD_MS = 15_000;
export const USE_NOTED_MS = 10_000;
const ALLOWANCE_MS = 30_000;

interface LastUse {
  readonly minutes: number | null;
  readonly lastUsed: number;
  readonly now: number;
}

/** True when a screen was not touched for a store's minutes (SI18). Without minutes it never is. */
export function isIdle({ minutes, lastUsed, now }: LastUse): boolean {
  return minutes !== null && now - lastUsed >= minutes * 60_000;
}

/** The same as the server judges it, which hears of touches some seconds late. */
export function isSessionIdle({ lastUsed, ...rest }: LastUse): boolean {
  return isIdle({ ...rest, lastUsed: lastUsed + ALLOWANCE_MS });
}
