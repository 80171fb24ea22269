import { expect, test } from "vitest";
import { createPace } from "./pace.ts";

test("a burst of ranges follows at once, then eight a second; after a rest a burst is possible again", () => {
  const pace = createPace();
  expect(Array.from({ length: 19 }, () => pace.pauseMs(0))).toEqual(Array(19).fill(0));
  pace.pauseMs(0);
  expect(pace.pauseMs(0)).toBe(125);
  expect(pace.pauseMs(125)).toBe(125);
  expect(pace.pauseMs(10_000)).toBe(0);
});
