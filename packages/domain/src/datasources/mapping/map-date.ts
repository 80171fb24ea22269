import type { DateFormat, WrittenDate } from "@rapport/contract/data-sources";
import { readText } from "../../values/read-text.ts";

/** A cell as it comes out of a file. Numbers come from workbooks alone. */
export type FileCell = string | number;

const DAYS: Readonly<Record<Exclude<WrittenDate, "serial">, readonly [pattern: string, ...order: ("y" | "m" | "d")[]]>> = {
  "YYYY-MM-DD": ["(\\d{4})-(\\d{1,2})-(\\d{1,2})", "y", "m", "d"],
  "DD-MM-YYYY": ["(\\d{1,2})-(\\d{1,2})-(\\d{4})", "d", "m", "y"],
  "DD.MM.YYYY": ["(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})", "d", "m", "y"],
  "DD/MM/YYYY": ["(\\d{1,2})/(\\d{1,2})/(\\d{4})", "d", "m", "y"],
  "MM/DD/YYYY": ["(\\d{1,2})/(\\d{1,2})/(\\d{4})", "m", "d", "y"],
  "YYYY/MM/DD": ["(\\d{4})/(\\d{1,2})/(\\d{1,2})", "y", "m", "d"],
  YYYYMMDD: ["(\\d{4})(\\d{2})(\\d{2})", "y", "m", "d"],
};
const TIME = "(?:[ T](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]0+)?)?)?";
const PATTERNS = new Map(Object.entries(DAYS).map(([name, [day, ...order]]) => [name, { pattern: new RegExp(`^${day}${TIME}$`), order }]));

const SERIAL = /^\d{1,7}(?:[.,]\d+)?$/;
/** The day before the first one that spreadsheets count right, as if the zone were UTC. */
const SERIAL_ZERO = Date.UTC(1899, 11, 30);
/** Workbooks of old Macintoshes count from 1904. */
export const DAYS_TO_1904 = 1462;
const DAY_SECONDS = 86_400;

/** The day, and its time if it has one, as a file of the source's own format writes it; null when the cell is not written like that, or there is no such day. */
export function mapDate(cell: FileCell, { dates, own, counts1904 = false }: { dates: WrittenDate; own: DateFormat; counts1904?: boolean }): string | null {
  const text = typeof cell === "number" ? String(cell) : cell;
  const isNumber = typeof cell === "number" && !(dates === "YYYYMMDD" && /^\d{8}$/.test(text));
  if (isNumber || dates === "serial") {
    if (!SERIAL.test(text)) return null;
    const seconds = Math.round((Number(text.replace(",", ".")) + (counts1904 ? DAYS_TO_1904 : 0)) * DAY_SECONDS);
    const at = new Date(SERIAL_ZERO + seconds * 1000);
    const time = seconds % DAY_SECONDS === 0 ? null : [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()];
    return written([at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()], { time, own });
  }
  const { pattern, order } = PATTERNS.get(dates) ?? { pattern: /$^/, order: [] };
  const found = pattern.exec(text);
  if (found === null) return null;
  const part = (of: "y" | "m" | "d") => Number(found[order.indexOf(of) + 1]);
  const [year, month, day] = [part("y"), part("m"), part("d")];
  const at = new Date(Date.UTC(year, month - 1, day));
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return null;
  const [hour, minute, second] = [found[4], found[5], found[6] ?? "0"];
  if (hour === undefined || minute === undefined) return written([year, month, day], { time: null, own });
  const time = [Number(hour), Number(minute), Number(second)];
  return Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59 ? null : written([year, month, day], { time, own });
}

export type DayOrder = "as_mapped" | "swapped";

/**
 * Whether the day and the month of a cell can stand only in the order that is said, or only in the other one; null when both can be, or neither. Numbers of
 * days have no order (FF34).
 */
export function orderOf(cell: FileCell, dates: WrittenDate): DayOrder | null {
  const known = PATTERNS.get(dates);
  const found = typeof cell === "string" ? known?.pattern.exec(readText(cell)) : undefined;
  if (known === undefined || found == null) return null;
  const [month, day] = [Number(found[known.order.indexOf("m") + 1]), Number(found[known.order.indexOf("d") + 1])];
  if (day <= 12 && month >= 13 && month <= 31) return "swapped";
  return month <= 12 && day > 12 ? "as_mapped" : null;
}

function written([year, month, day]: [number, number, number], { time, own }: { time: readonly number[] | null; own: DateFormat }): string {
  const parts = [...(own === "month_first" ? [month, day] : [day, month]), year, ...(time ?? [])];
  return parts.map((part) => String(part).padStart(2, "0")).join("/");
}
