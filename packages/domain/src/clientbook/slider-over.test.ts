import { expect, test } from "vitest";
import { sliderOver } from "./slider-over.ts";

const over = (numbers: Record<string, number>, type: "integer" | "decimal" | "currency" = "decimal", bars = false) =>
  sliderOver(new Map(Object.entries(numbers)), { type, bars });

test("R36 a slider begins at the smallest number that clients have and ends above the largest, in round steps", () => {
  expect(over({})).toBeNull();
  expect(over({ "36": 2, "44": 0 }, "integer")).toEqual({ lowest: 36, highest: 45, step: 1, bars: [] });
  expect(over({ "5": 1 }, "integer")).toEqual({ lowest: 5, highest: 6, step: 1, bars: [] });
  expect(over({ "0": 1, "12345": 1 }, "integer")).toEqual({ lowest: 0, highest: 12400, step: 200, bars: [] });
  expect(over({ "16.5": 1, "20": 1 })).toEqual({ lowest: 16.5, highest: 20.05, step: 0.05, bars: [] });
  expect(over({ "-3": 1, "0.0001": 1 })).toMatchObject({ lowest: -3, step: 0.05 });
  expect(over({ "1000000": 1, "3": 1 }, "currency")).toMatchObject({ lowest: 0, highest: 1010000, step: 10000 });
});

test("R36 R39 bars count the clients of each part under the other filters", () => {
  const { bars } = over({ "0": 3, "1": 1, "59": 4, "119": 2, "30": 0 }, "integer", true) ?? { bars: [] };
  expect([bars.length, bars.reduce((a, b) => a + b, 0), bars[0], bars.at(-1)]).toEqual([12, 10, 4, 2]);
});
