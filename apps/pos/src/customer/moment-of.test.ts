import { expect, test } from "vitest";
import { momentOf } from "./moment-of.ts";

test("R55 a contact of just now is now; an earlier one has its time, also when its activity is opened with details", () => {
  const startedAt = new Date("2026-03-02T12:00:00Z");
  const after = (minutes: number) => momentOf({ startedAt, now: new Date(startedAt.getTime() + minutes * 60_000), timeZone: "Europe/Amsterdam" });
  expect(after(2)).toEqual({ day: "", time: "", at: null });
  expect(after(20)).toEqual({ day: "2026-03-02", time: "13:00", at: "2026-03-02T12:00:00.000Z" });
});
