import { expect, test } from "vitest";
import { TimelineItem } from "@rapport/contract/timeline";
import { groupTimeline } from "./group-timeline.ts";

const now = new Date("2026-11-22T00:30:00Z");

test("items are under today, yesterday and their month, in the shop's zone", () => {
  // 00:30 UTC is 01:30 in Amsterdam, so 23:30 UTC the evening before is already today there.
  const items = ["2026-11-21T23:30:00Z", "2026-11-21T22:30:00Z", "2026-11-08T10:00:00Z", "2026-10-31T23:30:00Z", "2026-10-02T10:00:00Z"].map(visitAt);
  const groups = groupTimeline({ items, now, timeZone: "Europe/Amsterdam" }).map(({ period, items: members }) => [period, members.length]);
  expect(groups).toEqual([
    [{ kind: "today" }, 1],
    [{ kind: "yesterday" }, 1],
    [{ kind: "month", firstDay: "2026-11-01" }, 2],
    [{ kind: "month", firstDay: "2026-10-01" }, 1],
  ]);
});

test("an item from a clock that is ahead is under today", () => {
  expect(groupTimeline({ items: [visitAt("2026-11-23T09:00:00Z")], now, timeZone: "UTC" })[0]?.period).toEqual({ kind: "today" });
});

test("yesterday works over New Year", () => {
  const [group] = groupTimeline({ items: [visitAt("2026-12-31T12:00:00Z")], now: new Date("2027-01-01T12:00:00Z"), timeZone: "UTC" });
  expect(group?.period).toEqual({ kind: "yesterday" });
});

function visitAt(at: string): TimelineItem {
  return TimelineItem.parse({ kind: "visit", at, minutes: 3, pages: [], pageViews: 2, credit: { marketingChannel: null, campaign: null } });
}
