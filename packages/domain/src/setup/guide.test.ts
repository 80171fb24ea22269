import { SetUpGapCode, SetUpStepName } from "@rapport/contract/clienteling";
import { expect, test } from "vitest";
import { setUpGuide, type SetUpFacts } from "./guide.ts";

const WHOLE: SetUpFacts = {
  feature: { isOn: true, scheduled: null },
  hasNumberSequence: true,
  attributes: { defined: 3, refinable: 2 },
  groupMembers: 3,
  activityTypes: 4,
  workers: { views: 2, adds: 1, shutOut: 1 },
  stores: { inUse: 2, withButton: 2 },
  measures: 1,
  publishing: { changes: 0, storesWithoutSnapshot: 0 },
};
const NOTHING: SetUpFacts = {
  feature: { isOn: false, scheduled: null },
  hasNumberSequence: false,
  attributes: { defined: 0, refinable: 0 },
  groupMembers: null,
  activityTypes: 0,
  workers: { views: 0, adds: 0, shutOut: 0 },
  stores: { inUse: 0, withButton: 0 },
  measures: 0,
  publishing: { changes: 0, storesWithoutSnapshot: 0 },
};

test("OG10 nine steps in their order, all done for a whole legal entity; in an empty one all but the measures is open", () => {
  expect(setUpGuide(WHOLE)).toEqual(SetUpStepName.options.map((step) => ({ step, state: "done", gaps: [] })));
  expect(setUpGuide(NOTHING).map(({ step, state }) => [step, state])).toEqual(
    SetUpStepName.options.map((step) => [step, step === "measures" ? "optional" : "open"]),
  );
});

const CASES: readonly [Partial<SetUpFacts>, ...object[]][] = [
  [{ feature: { isOn: false, scheduled: null } }, { step: "feature", state: "open", gaps: [{ code: "feature_off" }] }],
  [{ feature: { isOn: false, scheduled: "2026-12-01" } }, { step: "feature", state: "open", gaps: [{ code: "feature_scheduled", day: "2026-12-01" }] }],
  [{ hasNumberSequence: false }, { step: "numbers", state: "open", gaps: [{ code: "no_sequence" }] }],
  [{ attributes: { defined: 0, refinable: 0 } }, { step: "attributes", state: "open", gaps: [{ code: "no_attributes" }] }],
  [{ attributes: { defined: 3, refinable: 0 } }, { step: "attributes", state: "open", gaps: [{ code: "none_refinable", count: 3 }] }],
  [{ groupMembers: null }, { step: "group", state: "open", gaps: [{ code: "no_group" }] }],
  [{ groupMembers: 0 }, { step: "group", state: "open", gaps: [{ code: "empty_group" }] }],
  [{ activityTypes: 0 }, { step: "activityTypes", state: "open", gaps: [{ code: "no_activity_types" }] }],
  [{ workers: { views: 0, adds: 0, shutOut: 2 } }, { step: "rights", state: "open", gaps: [{ code: "nobody_signs_in", count: 2 }] }],
  [{ workers: { views: 0, adds: 0, shutOut: 0 } }, { step: "rights", state: "open", gaps: [{ code: "nobody_views" }, { code: "nobody_adds" }] }],
  [{ workers: { views: 1, adds: 0, shutOut: 0 } }, { step: "rights", state: "open", gaps: [{ code: "nobody_adds" }] }],
  [
    { stores: { inUse: 0, withButton: 0 } },
    { step: "buttons", state: "open", gaps: [{ code: "no_stores" }] },
    { step: "publishing", state: "open", gaps: [{ code: "no_stores" }] },
  ],
  [{ stores: { inUse: 5, withButton: 3 } }, { step: "buttons", state: "open", gaps: [{ code: "stores_without_button", count: 2 }] }],
  [{ measures: 0 }, { step: "measures", state: "optional", gaps: [{ code: "no_measures" }] }],
  [{ publishing: { changes: 4, storesWithoutSnapshot: 0 } }, { step: "publishing", state: "open", gaps: [{ code: "unpublished_changes", count: 4 }] }],
  [{ publishing: { changes: 0, storesWithoutSnapshot: 1 } }, { step: "publishing", state: "open", gaps: [{ code: "stores_never_published", count: 1 }] }],
];

test("OG10 a step is open for what it lacks and for nothing else, and every reason occurs", () => {
  for (const [facts, ...steps] of CASES) expect(setUpGuide({ ...WHOLE, ...facts }).filter(({ state }) => state !== "done")).toEqual(steps);
  const seen = CASES.flatMap(([facts]) => setUpGuide({ ...WHOLE, ...facts }).flatMap(({ gaps }) => gaps.map(({ code }) => code)));
  expect([...new Set(seen)].toSorted()).toEqual([...SetUpGapCode.options].toSorted());
});
