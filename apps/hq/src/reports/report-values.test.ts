import { expect, test } from "vitest";
import { dayOfItem } from "./report-values.ts";

test("a day's item id is the year less 1900, the month from 0, the day", () => {
  expect(dayOfItem("1181018")).toBe("2018-11-18");
  expect(dayOfItem("1260000")).toBe("2026-01-01");
});
