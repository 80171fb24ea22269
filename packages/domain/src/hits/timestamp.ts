/** A hit may be this far ahead of its arrival, because clocks differ (BH3). */
export const MAX_AHEAD_MS = 600_000;

const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?))?(Z|[+ -]\d\d(?::?\d\d)?)?$/;

/**
 * Reads Unix seconds (or milliseconds, by their size) or ISO 8601; without a zone it is UTC (IR3).
 * Returns epoch milliseconds; null when it is neither, or before 1970 or after 2200.
 */
export function parseTimestamp(text: string): number | null {
  const trimmed = text.trim();
  const time = isUnix(trimmed) ? unix(Number(trimmed)) : iso(trimmed);
  return time !== null && time >= 0 && time < LATEST ? time : null;
}

const LATEST = Date.UTC(2200, 0, 1);

function isUnix(text: string): boolean {
  if (text.length === 0 || text.length > 20) return false;
  let dots = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 46 && i > 0) dots++;
    else if (code < 48 || code > 57) return false;
  }
  return dots <= 1;
}

function unix(number: number): number {
  return Math.round(number >= 100_000_000_000 ? number : number * 1000);
}

function iso(text: string): number | null {
  const parts = ISO.exec(text);
  if (parts === null) return null;
  const [, day = "", time = "00:00:00", sentZone = "Z"] = parts;
  // A plus that was not escaped arrives as a blank.
  const zone = sentZone.replace(" ", "+");
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.length === 3 ? `${zone}:00` : zone;
  const parsed = Date.parse(`${day}T${time}${offset}`);
  return Number.isNaN(parsed) || !isInItsMonth(day) ? null : parsed;
}

/** JavaScript reads February 30 as March 1. */
function isInItsMonth(day: string): boolean {
  const number = Number(day.slice(8));
  return number <= 28 || new Date(`${day}T00:00:00Z`).getUTCDate() === number;
}
