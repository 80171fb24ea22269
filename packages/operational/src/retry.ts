import { setTimeout as pause } from "node:timers/promises";

/** The state of work that is tried until it succeeds. `since` is `performance.now()` of the first of the failures in a row. */
export type RetryState = { readonly kind: "working" } | { readonly kind: "failing"; readonly since: number; readonly failures: number };

export interface Retry {
  state(): RetryState;
  /** False when it has failed for so long that somebody must know. */
  healthy(): boolean;
  succeeded(): void;
  /** Counts a failure. */
  failed(): void;
  /** Resolves when the next try is due: at once after a success, later and later after failures, and at once when `signal` is aborted. */
  pause(signal?: AbortSignal): Promise<void>;
}

export interface RetryOptions {
  /** Milliseconds before the next try, by the number of failures in a row. The last one is for all further failures. */
  readonly delaysMs?: readonly [number, ...number[]];
  readonly unhealthyAfterMs?: number;
}

export function createRetry({ delaysMs = [100, 500, 2_000, 5_000], unhealthyAfterMs = 30_000 }: RetryOptions = {}): Retry {
  let state: RetryState = { kind: "working" };
  return {
    state: () => state,
    healthy: () => state.kind === "working" || performance.now() - state.since < unhealthyAfterMs,
    succeeded: () => void (state = { kind: "working" }),
    failed: () =>
      void (state = state.kind === "failing" ? { ...state, failures: state.failures + 1 } : { kind: "failing", since: performance.now(), failures: 1 }),
    async pause(signal) {
      if (state.kind === "working" || signal?.aborted === true) return;
      const ms = delaysMs[Math.min(state.failures, delaysMs.length) - 1] ?? 0;
      // An aborted signal ends the pause; that is not a failure.
      await pause(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
    },
  };
}
