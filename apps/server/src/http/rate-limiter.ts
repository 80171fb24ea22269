import { Refusal } from "@rapport/contract";
import { LRUCache } from "lru-cache";

export interface RateLimiter {
  /** Throws `too_many` with the time to wait once the key has used up its tries. */
  assertOpen(key: string): void;
  /** One try more. */
  count(key: string): void;
  /** Takes one try back. */
  forgive(key: string): void;
}

export interface RateLimit {
  readonly tries: number;
  readonly windowSeconds: number;
  readonly now: () => number;
}

/** At most this many keys are remembered; the longest unused are forgotten first. */
const KEYS = 50_000;

/** A fixed window for each key, starting at its first try; kept in this process's memory. */
export function createRateLimiter({ tries, windowSeconds, now }: RateLimit): RateLimiter {
  const windows = new LRUCache<string, { start: number; used: number }>({ max: KEYS });
  const current = (key: string) => {
    const window = windows.get(key);
    return window !== undefined && now() < window.start + windowSeconds * 1000 ? window : undefined;
  };
  return {
    assertOpen: (key) => {
      const window = current(key);
      if (window === undefined || window.used < tries) return;
      const retryAfterSeconds = Math.max(1, Math.ceil((window.start + windowSeconds * 1000 - now()) / 1000));
      throw new Refusal("request.too_many", { seconds: retryAfterSeconds }, { retryAfterSeconds });
    },
    count: (key) => {
      const window = current(key);
      windows.set(key, { start: window?.start ?? now(), used: (window?.used ?? 0) + 1 });
    },
    forgive: (key) => {
      const window = current(key);
      if (window !== undefined) windows.set(key, { ...window, used: Math.max(0, window.used - 1) });
    },
  };
}
