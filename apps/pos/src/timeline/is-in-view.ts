import type { KeptEntry } from "../unsent/entry.ts";
import type { TimelineView } from "./timeline-queries.ts";

/** Whether an entry that is not stored yet belongs to what the timeline shows, as its stored one would (R57, R57b). */
export function isInView(entry: KeptEntry, { kind, activityType = null }: TimelineView): boolean {
  if (activityType !== null) return entry.kind === "activity" && entry.type === activityType;
  return kind === null || entry.kind === kind;
}
