import { wallClockOf } from "../timeline/wall-clock.ts";

const NOW_MS = 10 * 60_000;

/** When a contact was, for its activity: nothing for *now*, so that the device's clock need not be right about a contact of just now. */
export function momentOf({ startedAt, now, timeZone }: { startedAt: Date; now: Date; timeZone: string }): { day: string; time: string; at: string | null } {
  if (now.getTime() - startedAt.getTime() < NOW_MS) return { day: "", time: "", at: null };
  return { ...wallClockOf(startedAt, timeZone), at: startedAt.toISOString() };
}
