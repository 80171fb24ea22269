import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { bucketsOf, comparedDays, dayOfItem, isWholeMonths, itemOfDay, type LinedUnit, lineUp } from "./index.ts";

const DAY = fc.integer({ min: -25_000, max: 60_000 }).map((days) => Temporal.PlainDate.from("1970-01-01").add({ days }).toString());
const PERIOD = fc.record({ from: DAY, days: fc.integer({ min: 0, max: 400 }) }).map(({ from, days }) => ({ from, to: plus(from, { days }) }));
const MONTHS = fc
  .record({ year: fc.integer({ min: 1971, max: 2090 }), month: fc.integer({ min: 1, max: 12 }), months: fc.integer({ min: 1, max: 14 }) })
  .map(({ year, month, months }) => {
    const from = Temporal.PlainDate.from({ year, month, day: 1 });
    return { from: from.toString(), to: from.add({ months }).subtract({ days: 1 }).toString(), months };
  });

test("CP1 a period is compared with as many days: just before it, from the same date a year earlier, or 52 weeks earlier", () => {
  const days = { from: "2026-03-10", to: "2026-03-16" };
  expect(comparedDays({ days, compared: "before" })).toEqual({ from: "2026-03-03", to: "2026-03-09" });
  expect(comparedDays({ days, compared: "year" })).toEqual({ from: "2025-03-10", to: "2025-03-16" });
  expect(comparedDays({ days, compared: "weeks52" })).toEqual({ from: "2025-03-11", to: "2025-03-17" });
  expect(comparedDays({ days, compared: { from: "2024-01-01", to: "2024-01-02" } })).toEqual({ from: "2024-01-01", to: "2024-01-02" });
  // 29 February has no date a year earlier; the period keeps its length.
  expect(comparedDays({ days: { from: "2024-02-29", to: "2024-03-02" }, compared: "year" })).toEqual({ from: "2023-02-28", to: "2023-03-02" });
});

test("CP1 periods of any length have as many days as what they are compared with, and the one before ends the day before", () => {
  fc.assert(
    fc.property(PERIOD, fc.constantFrom("before" as const, "year" as const, "weeks52" as const), (days, compared) => {
      fc.pre(!isWholeMonths(days));
      const other = comparedDays({ days, compared });
      expect(length(other)).toBe(length(days));
      if (compared === "before") expect(plus(other.to, { days: 1 })).toBe(days.from);
      if (compared === "weeks52") expect(weekday(other.from)).toBe(weekday(days.from));
      if (compared === "year") expect(other.from).toBe(Temporal.PlainDate.from(days.from).subtract({ years: 1 }).toString());
    }),
  );
});

test("CP2 whole months are compared with as many whole months, whatever their lengths", () => {
  expect(comparedDays({ days: { from: "2026-03-01", to: "2026-03-31" }, compared: "before" })).toEqual({ from: "2026-02-01", to: "2026-02-28" });
  expect(comparedDays({ days: { from: "2025-02-01", to: "2025-02-28" }, compared: "year" })).toEqual({ from: "2024-02-01", to: "2024-02-29" });
  fc.assert(
    fc.property(MONTHS, fc.constantFrom("before" as const, "year" as const), ({ months, ...days }, compared) => {
      const other = comparedDays({ days, compared });
      const from = Temporal.PlainDate.from(days.from).subtract({ months: compared === "year" ? 12 : months });
      expect(other).toEqual({ from: from.toString(), to: from.add({ months }).subtract({ days: 1 }).toString() });
    }),
  );
});

test("CP3 days of whole months stand beside the same date, and a date that the other month lacks stands alone", () => {
  const march = { from: "2026-03-01", to: "2026-03-31" };
  const february = comparedDays({ days: march, compared: "before" });
  const beside = lineUp({ days: march, compared: february, unit: "day" });
  expect([beside[0], beside[27], beside[28], beside[30]]).toEqual(["2026-02-01", "2026-02-28", null, null]);
});

test("CP3 every part of a period stands beside at most one of the other, in order, as a plain loop over the days finds it", () => {
  fc.assert(
    fc.property(fc.oneof(PERIOD, MONTHS), fc.oneof(fc.constantFrom("before" as const, "year" as const, "weeks52" as const), PERIOD), (period, compared) => {
      const days = { from: period.from, to: period.to };
      const other = comparedDays({ days, compared });
      for (const unit of ["day", "week", "month", "quarter", "year"] as const) {
        const parts = partsByLoop(days, unit);
        expect(bucketsOf({ days, unit })).toEqual(parts);
        const others = partsByLoop(other, unit);
        const byDate = unit === "day" && isWholeMonths(days) && isWholeMonths(other) && monthsOf(days).length === monthsOf(other).length;
        const wanted = parts.map((part, place) => {
          if (!byDate) return others[place] ?? null;
          const month = monthsOf(other)[monthsOf(days).indexOf(part.slice(0, 7))];
          return others.find((one) => one === `${month}${part.slice(7)}`) ?? null;
        });
        expect(lineUp({ days, compared: other, unit })).toEqual(wanted);
      }
    }),
    { numRuns: 10 },
  );
});

test("RQ5 the item id of a day leads back to it", () => {
  expect(itemOfDay("2018-11-18")).toBe("1181018");
  fc.assert(
    fc.property(DAY, (day) => {
      expect(dayOfItem(itemOfDay(day))).toBe(day);
    }),
  );
});

/** The first days of the parts that a period touches, found day by day. */
function partsByLoop({ from, to }: { from: string; to: string }, unit: LinedUnit): string[] {
  let first = Temporal.PlainDate.from(from);
  while (!begins(first, unit)) first = first.subtract({ days: 1 });
  const firsts = [first.toString()];
  for (let day = first.add({ days: 1 }); Temporal.PlainDate.compare(day, to) <= 0; day = day.add({ days: 1 }))
    if (begins(day, unit)) firsts.push(day.toString());
  return firsts;
}

function begins(day: Temporal.PlainDate, unit: LinedUnit): boolean {
  if (unit === "day") return true;
  if (unit === "week") return day.dayOfWeek === 7;
  return day.day === 1 && (unit === "month" || (unit === "quarter" ? day.month % 3 === 1 : day.month === 1));
}

function monthsOf(days: { from: string; to: string }): string[] {
  return partsByLoop(days, "month").map((first) => first.slice(0, 7));
}

function plus(day: string, duration: Temporal.DurationLike): string {
  return Temporal.PlainDate.from(day).add(duration).toString();
}

function length({ from, to }: { from: string; to: string }): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: "day" }).days + 1;
}

function weekday(day: string): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}
