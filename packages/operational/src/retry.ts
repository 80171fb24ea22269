import { setTimeout as pause } from "node:timers/promises";

/** How work that is tried until it works is doing. `since` is `performance.now()` of the first failure in a row. */
export type RetryState = { readonly kind: "working" } | { readonly kind: "failing"; readonly since: number; readonly failures: number };

export interface Retry {
  state(): RetryState;
  /** False once it has failed for so long that somebody must be told. */
  healthy(): boolean;
  succeeded(): void;
  /** Counts a failure. */
  failed(): void;
  /** Resolves when the next try is due: at once after a success, later and later after failures, and at once when `signal` ends. */
  pause(signal?: AbortSignal): Promise<void>;
}

export interface RetryOptions {
  /** Milliseconds before the next try, by how many failed in a row; the last holds for all further ones. */
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
      // An end of the signal is an end of the pause, not a failure.
      await pause(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
    },
  };
}
