import type { TextOf } from "@rapport/app-shell";
import type { Formats } from "@rapport/ui";
import type { reportTexts } from "./texts.ts";

/** A unit of time by which a report can be, such as `daterangeweek`. */
export function isTime(by: string): boolean {
  return by.startsWith("daterange");
}

/** The clock's time at which an item begins: `YYYY-MM-DD`, of an hour `YYYY-MM-DDThh`. Its id is year - 1900, month from 0, day, hour. */
export function startOfItem(itemId: string, by: string): string {
  const isHour = by === "daterangehour";
  const digits = itemId.padStart(isHour ? 9 : 7, "0");
  const year = Number(digits.slice(0, 3)) + 1900;
  const month = Number(digits.slice(3, 5)) + 1;
  const day = digits.slice(5, 7);
  const date = `${year}-${String(month).padStart(2, "0")}-${day === "00" || day === "" ? "01" : day}`;
  return isHour ? `${date}T${digits.slice(7, 9)}` : date;
}

/** What an item of time is called on the screen. A week has the name of its first day. */
export function timeName({ start, by, formats, text }: { start: string; by: string; formats: Formats; text: TextOf<typeof reportTexts> }): string {
  const year = start.slice(0, 4);
  switch (by) {
    case "daterangehour":
      return `${formats.date(start.slice(0, 10))}, ${start.slice(11)}:00`;
    case "daterangemonth":
      return formats.month(start);
    case "daterangequarter":
      return text("quarterName", { quarter: quarterOf(start), year });
    case "daterangeyear":
      return year;
    default:
      return formats.date(start);
  }
}

/** The same in a file, for another program: ISO 8601, and `2026-Q1`. */
export function timeInFile({ start, by }: { start: string; by: string }): string {
  const year = start.slice(0, 4);
  switch (by) {
    case "daterangehour":
      return `${start.slice(0, 10)} ${start.slice(11)}:00`;
    case "daterangemonth":
      return start.slice(0, 7);
    case "daterangequarter":
      return `${year}-Q${quarterOf(start)}`;
    case "daterangeyear":
      return year;
    default:
      return start;
  }
}

function quarterOf(start: string): number {
  return Math.ceil(Number(start.slice(5, 7)) / 3);
}
