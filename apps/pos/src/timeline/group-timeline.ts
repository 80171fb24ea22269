import type { TimelineItem } from "@rapport/contract/timeline";

export type Period = { kind: "today" } | { kind: "yesterday" } | { kind: "month"; firstDay: string };
export interface TimelineGroup {
  key: string;
  period: Period;
  items: TimelineItem[];
}

/** Items, newest first, under today, yesterday and the months before, by the calendar of the given zone. */
export function groupTimeline({ items, now, timeZone }: { items: readonly TimelineItem[]; now: Date; timeZone: string }): TimelineGroup[] {
  const day = new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone });
  const today = day.format(now);
  const yesterday = dayBefore(today);
  const groups: TimelineGroup[] = [];
  for (const item of items) {
    const period = periodOf(day.format(new Date(item.at)));
    const key = period.kind === "month" ? period.firstDay : period.kind;
    const last = groups.at(-1);
    if (last?.key === key) last.items.push(item);
    else groups.push({ key, period, items: [item] });
  }
  return groups;

  function periodOf(of: string): Period {
    // A clock that runs ahead must not make tomorrow's month out of a note written just now.
    if (of >= today) return { kind: "today" };
    return of === yesterday ? { kind: "yesterday" } : { kind: "month", firstDay: `${of.slice(0, 7)}-01` };
  }
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
