import type { TimelineItem } from "@rapport/contract/timeline";
import { daysIn, plusDays } from "@rapport/ui";

export type Period = { kind: "today" } | { kind: "yesterday" } | { kind: "month"; firstDay: string };
export interface TimelineGroup {
  key: string;
  period: Period;
  items: TimelineItem[];
}

/** Items, newest first, under today, yesterday and the months before, by the calendar of the given zone. */
export function groupTimeline({ items, now, timeZone }: { items: readonly TimelineItem[]; now: Date; timeZone: string }): TimelineGroup[] {
  const dayOf = daysIn(timeZone);
  const today = dayOf(now);
  const yesterday = plusDays(today, -1);
  const groups: TimelineGroup[] = [];
  for (const item of items) {
    const period = periodOf(dayOf(new Date(item.at)));
    const key = period.kind === "month" ? period.firstDay : period.kind;
    const last = groups.at(-1);
    if (last?.key === key) last.items.push(item);
    else groups.push({ key, period, items: [item] });
  }
  return groups;

  function periodOf(of: string): Period {
    // A clock that is ahead must not put a note written just now into the next month.
    if (of >= today) return { kind: "today" };
    return of === yesterday ? { kind: "yesterday" } : { kind: "month", firstDay: `${of.slice(0, 7)}-01` };
  }
}
