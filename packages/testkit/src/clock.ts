/** A clock that a test moves. Fits wherever the server takes a clock. */
export interface TestClock {
  now(): Date;
  /** Moves on by milliseconds. */
  advance(ms: number): void;
  set(time: Date | string): void;
}

/** Starts at `time`, ISO 8601; noon of 2 March 2026 UTC unless told. */
export function testClock(time: Date | string = "2026-03-02T12:00:00.000Z"): TestClock {
  let now = instant(time);
  return {
    now: () => new Date(now),
    advance: (ms) => void (now += ms),
    set: (next) => void (now = instant(next)),
  };
}

function instant(time: Date | string): number {
  const ms = new Date(time).getTime();
  if (Number.isNaN(ms)) throw new RangeError(`not a time: ${String(time)}`);
  return ms;
}
