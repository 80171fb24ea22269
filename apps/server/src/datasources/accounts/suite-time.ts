import { Refusal } from "@rapport/contract";
import { wrong } from "@rapport/contract/refusals";
import { calendarOf, DAY_MS, instantOf, wallClockOf } from "@rapport/domain";

/** `YYYY-MM-DD hh:mm:ss` in the suite's zone, as the documented job has it. */
export function suiteTime(at: Date, timeZone: string): string {
  return wallClockOf(at.getTime(), timeZone);
}

/** Reads `YYYY-MM-DD` or `YYYY-MM-DD hh:mm:ss` in the suite's zone; refuses other text. */
export function instantOfSuiteTime(text: string, { timeZone, name }: { timeZone: string; name: string }): Date {
  const match = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d))?$/.exec(text.trim());
  const local = match === null ? Number.NaN : Date.parse(`${match[1]}T${match[2] ?? "00:00:00"}Z`);
  if (Number.isNaN(local)) throw new Refusal("request.wrong", { where: "query" }, { faults: [{ path: [name], wrong: wrong("value.suite_time", {}) }] });
  const day = Math.floor(local / DAY_MS) * DAY_MS;
  return new Date(instantOf(local, calendarOf(timeZone).offsets(day)));
}
