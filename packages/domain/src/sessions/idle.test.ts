import { expect, test } from "vitest";
import { isIdle, isSessionIdle, TOUCH_TOLD_MS, USE_NOTED_MS } from "./idle.ts";

const MINUTE = 60_000;

test("SI18 a screen is idle when its minutes have passed, not before, and never without minutes", () => {
  const judged = (minutes: number | null, passed: number) => isIdle({ minutes, lastUsed: 1_000_000, now: 1_000_000 + passed });
  expect([judged(5, 5 * MINUTE - 1), judged(5, 5 * MINUTE), judged(null, 600 * MINUTE)]).toEqual([false, true, false]);
});

test("SI18 the server never ends what the screen still allows, however late it hears of a touch", () => {
  // The touch was told and noted as late as they can be.
  const noted = 1_000_000 - TOUCH_TOLD_MS - USE_NOTED_MS;
  const judged = (passed: number) => isSessionIdle({ minutes: 1, lastUsed: noted, now: 1_000_000 + passed });
  expect([judged(MINUTE - 1), judged(2 * MINUTE)]).toEqual([false, true]);
});
