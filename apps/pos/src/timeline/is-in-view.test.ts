import { ActivityTypeCode, CustomerId } from "@rapport/contract";
import { expect, test } from "vitest";
import type { KeptEntry } from "../unsent/entry.ts";
import { isInView } from "./is-in-view.ts";

const about = {
  id: "7f0c2a1e-52a5-4b83-9b39-0a7a6d1d0001",
  customerId: CustomerId.parse("7f0c2a1e-52a5-4b83-9b39-0a7a6d1d0009"),
  customerName: "Clara",
  writtenAt: 0,
  text: "",
};
const activity = (type: string): KeptEntry => ({ kind: "activity", ...about, type, typeName: type, day: "", time: "", at: null, title: "" });
const ENTRIES: readonly KeptEntry[] = [activity("visit"), activity("phone"), { kind: "note", ...about, pinned: false }];

test("R57b an activity that waits shows under its own type only", () => {
  const shown = (view: Parameters<typeof isInView>[1]) => ENTRIES.map((entry) => isInView(entry, view));
  expect(shown({ kind: null })).toEqual([true, true, true]);
  expect(shown({ kind: "activity" })).toEqual([true, true, false]);
  expect(shown({ kind: "activity", activityType: ActivityTypeCode.parse("phone") })).toEqual([false, true, false]);
  expect(shown({ kind: null, activityType: ActivityTypeCode.parse("visit") })).toEqual([true, false, false]);
  expect(shown({ kind: "note" })).toEqual([false, false, true]);
});
