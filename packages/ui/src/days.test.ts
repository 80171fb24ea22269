import { expect, test } from "vitest";
import { daysBetween, daysIn, monthStart, nextAnniversary, plusDays } from "./days.ts";

test.each([
  ["Europe/Amsterdam", "2026-03-28T23:30:00Z", "2026-03-29"],
  ["Europe/Amsterdam", "2026-10-24T21:59:59Z", "2026-10-24"],
  ["Pacific/Kiritimati", "2026-12-31T10:00:00Z", "2027-01-01"],
  ["America/Los_Angeles", "2027-01-01T07:59:59Z", "2026-12-31"],
] as const)("in %s, %s is on %s", (zone, at, day) => {
  expect(daysIn(zone)(new Date(at))).toBe(day);
});

test.each([
  ["2026-03-29", 1, "2026-03-30"],
  ["2026-12-31", 1, "2027-01-01"],
  ["2028-03-01", -1, "2028-02-29"],
  ["2100-03-01", -1, "2100-02-28"],
  ["2026-03-03", -364, "2025-03-04"],
] as const)("%s and %i days is %s, and so many days away", (day, days, then) => {
  expect(plusDays(day, days)).toBe(then);
  expect(daysBetween(day, then)).toBe(days);
});

test.each([
  ["2026-03-31", -1, "2026-02-01"],
  ["2026-01-15", -12, "2025-01-01"],
  ["2026-12-31", 2, "2027-02-01"],
] as const)("the month of %s and %i months begins on %s", (day, months, start) => {
  expect(monthStart(day, months)).toBe(start);
});

test.each([
  ["1985-12-03", "2026-12-03", "2026-12-03"],
  ["1985-12-03", "2026-12-04", "2027-12-03"],
  ["--12-03", "2026-12-04", "2027-12-03"],
  ["2000-02-29", "2026-02-01", "2026-02-28"],
  ["2000-02-29", "2027-03-01", "2028-02-29"],
  ["2000-02-29", "2100-01-01", "2100-02-28"],
] as const)("%s comes round, from %s on, on %s", (day, today, next) => {
  expect(nextAnniversary(day, today)).toBe(next);
});
