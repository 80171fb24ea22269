import { RankedRequest } from "@rapport/contract/reporting";
import { defineReport, shapeReport } from "@rapport/domain";
import { preparedStores, randomWords, uniqueName } from "@rapport/testkit";
import { expect, test } from "vitest";
import { insertHits } from "./hits.fixture.ts";
import { rank } from "./run.ts";

const { warehouse } = await preparedStores();

const UNITS = ["minute", "hour", "day", "week", "month", "quarter", "year"] as const;
type Unit = (typeof UNITS)[number];

/** Zones with a time near which their clocks change, by an hour, by half an hour, at midnight; and zones whose offsets are no whole hours. */
const ZONES: readonly (readonly [string, string])[] = [
  ["UTC", "2026-01-01T00:00Z"],
  ["Europe/Amsterdam", "2026-03-29T01:00Z"],
  ["Europe/Amsterdam", "2026-10-25T01:00Z"],
  ["America/New_York", "2026-11-01T06:00Z"],
  ["Asia/Kolkata", "2025-12-31T18:30Z"],
  ["Asia/Kathmandu", "2026-02-28T18:15Z"],
  ["Australia/Lord_Howe", "2026-04-04T15:00Z"],
  ["Australia/Lord_Howe", "2026-10-03T15:30Z"],
  ["Australia/Adelaide", "2026-10-03T16:30Z"],
  ["Pacific/Chatham", "2026-04-04T14:00Z"],
  ["America/Sao_Paulo", "2018-11-04T03:00Z"],
  ["America/Sao_Paulo", "2019-02-17T02:00Z"],
  ["America/St_Johns", "2026-03-08T05:30Z"],
];
const HOUR_MS = 3_600_000;
const NEAR = [-5 * HOUR_MS, -2 * HOUR_MS, -HOUR_MS, -30 * 60_000, -1, 0, 1, 29 * 60_000, HOUR_MS - 1, HOUR_MS, 2 * HOUR_MS, 26 * HOUR_MS];

test.each(ZONES)(
  "RQ5 RQ9 every unit of time in %s around %s counts what the clock there shows, and its items choose the same hits",
  async (timeZone, around) => {
    const word = randomWords(around.length + timeZone.length);
    const middle = Date.parse(around);
    const times = [...NEAR.map((ms) => middle + ms), ...Array.from({ length: 60 }, () => middle + ((word() % 12) - 6) * HOUR_MS + (word() % (2 * HOUR_MS)))];
    times.push(...Array.from({ length: 20 }, () => middle + ((word() % 400) - 200) * 24 * HOUR_MS + (word() % (24 * HOUR_MS))));
    const rsid = uniqueName("times");
    await insertHits(
      warehouse,
      rsid,
      times.map((ms, n) => ({ at: new Date(ms).toISOString().replace("T", " ").replace("Z", ""), visitor: `vid:${n}` })),
    );
    const suite = { rsid, timeZone, currency: "EUR", variables: {}, everLinear: new Set<string>() };
    const whole = { type: "dateRange", dateRange: "2015-01-01T00:00/2028-01-01T00:00" };
    const run = async (asked: object) => {
      const definition = defineReport({ request: RankedRequest.parse({ rsid, globalFilters: [whole], ...asked }), suite, now: middle });
      return shapeReport(definition, await rank(warehouse, definition));
    };
    for (const unit of UNITS) {
      const wanted: Record<string, number> = {};
      for (const ms of times) {
        const id = itemByClock({ ms, unit, timeZone });
        wanted[id] = (wanted[id] ?? 0) + 1;
      }
      const dimension = `variables/daterange${unit}`;
      const report = await run({ dimension, metricContainer: { metrics: [{ id: "metrics/occurrences" }] }, settings: { limit: 400 } });
      expect(Object.fromEntries(report.rows.map(({ itemId, data }) => [itemId, data[0]])), unit).toEqual(wanted);
      // Its items as filters, some by id and some by the name that the report gives.
      const items = report.rows.slice(0, 12).map(({ itemId, value, data }, n) => ({ count: data[0], item: n % 2 === 0 ? { itemId } : { itemValue: value } }));
      const filtered = await run({
        metricContainer: {
          metrics: items.map((_, n) => ({ id: "metrics/occurrences", columnId: String(n), filters: [String(n)] })),
          metricFilters: items.map(({ item }, n) => ({ id: String(n), type: "breakdown", dimension, ...item })),
        },
      });
      expect(filtered.summaryData.totals, `${unit} as filters`).toEqual(items.map(({ count }) => count));
    }
  },
);

/** The item id by the clock of the zone, as the browser's calendar tells it. */
function itemByClock({ ms, unit, timeZone }: { ms: number; unit: Unit; timeZone: string }): string {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    calendar: "gregory",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = (["year", "month", "day", "hour", "minute"] as const).map((type) => parts.get(type) ?? 0);
  const two = (number: number) => String(number).padStart(2, "0");
  const id = (of: Date) => `${of.getUTCFullYear() - 1900}${two(of.getUTCMonth())}${two(of.getUTCDate())}`;
  const date = new Date(Date.UTC(year, month - 1, day));
  switch (unit) {
    case "minute":
      return `${id(date)}${two(hour)}${two(minute)}`;
    case "hour":
      return `${id(date)}${two(hour)}`;
    case "day":
      return id(date);
    case "week":
      return id(new Date(date.getTime() - date.getUTCDay() * 24 * HOUR_MS));
    case "month":
      return id(new Date(Date.UTC(year, month - 1, 1)));
    case "quarter":
      return id(new Date(Date.UTC(year, month - 1 - ((month - 1) % 3), 1)));
    case "year":
      return id(new Date(Date.UTC(year, 0, 1)));
  }
}
