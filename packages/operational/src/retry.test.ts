import { expect, test } from "vitest";
import { createRetry } from "./retry.ts";

test("pauses between tries grow, a success starts them again, and a stop ends a pause", async () => {
  const retry = createRetry({ delaysMs: [10, 60], unhealthyAfterMs: 50 });
  const pauseMs = async (signal?: AbortSignal): Promise<number> => {
    const before = performance.now();
    await retry.pause(signal);
    return performance.now() - before;
  };
  expect(retry.state()).toEqual({ kind: "working" });
  expect(await pauseMs()).toBeLessThan(9);
  retry.failed();
  expect(await pauseMs()).toBeGreaterThan(8);
  expect(retry.healthy()).toBe(true);
  retry.failed();
  expect(retry.state()).toMatchObject({ kind: "failing", failures: 2 });
  expect(await pauseMs()).toBeGreaterThan(55);
  expect(retry.healthy()).toBe(false);
  retry.failed();
  expect(await pauseMs(AbortSignal.abort())).toBeLessThan(9);
  retry.succeeded();
  expect([retry.state(), retry.healthy()]).toEqual([{ kind: "working" }, true]);
});
