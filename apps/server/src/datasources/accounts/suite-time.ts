import { Refusal } from "@rapport/contract";
import { calendarOf, instantOf } from "@rapport/domain";

/** `YYYY-MM-DD hh:mm:ss` in the suite's zone, as the documented job has it. */
export function suiteTime(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((found) => found.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")} ${part("hour")}:${part("minute")}:${part("second")}`;
}

/** The instant of `YYYY-MM-DD` or `YYYY-MM-DD hh:mm:ss` in the suite's zone; refuses other text. */
export function instantOfSuiteTime(text: string, { timeZone, name }: { timeZone: string; name: string }): Date {
  const match = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d))?$/.exec(text.trim());
  const local = match === null ? Number.NaN : Date.parse(`${match[1]}T${match[2] ?? "00:00:00"}Z`);
  if (Number.isNaN(local)) throw new Refusal("invalid", `${name}: write YYYY-MM-DD hh:mm:ss.`);
  const day = Math.floor(local / 86_400_000) * 86_400_000;
  return new Date(instantOf(local, calendarOf(timeZone).offsets(day)));
}
