import { readSegment } from "@rapport/domain";
import { expect, test } from "vitest";
import { definitionOf, draftOf, newGroup, newRule, numberIn, type GroupDraft } from "./draft.ts";

const suite = { rsid: "s", timeZone: "UTC", currency: "EUR", variables: {}, everLinear: new Set<string>() };
const plain = (draft: GroupDraft | null): unknown => JSON.parse(JSON.stringify(draft, (key, value: unknown) => (key === "id" ? undefined : value)));

const page = { ...newRule(), value: "Home" };
const orders = { ...newRule(), of: "metrics/orders", operator: "ge" as const, value: "2" };
const any = { ...newGroup("hits"), join: "or" as const, parts: [page, { ...page, operator: "matches" as const, value: "Win*" }] };

test.each([
  ["one condition", { ...newGroup("hits"), parts: [page] }],
  ["a sum over visitors", { ...newGroup("visitors"), parts: [orders, { ...orders, operator: "event-exists" as const, value: "" }] }],
  ["groups inside each other", { ...newGroup("visits"), isExcluded: true, parts: [any, page] }],
  ["one after the other", { ...newGroup("visitors"), join: "then" as const, parts: [page, any, { ...newGroup("visits"), parts: [page, orders] }] }],
])("SE1 %s is a definition that can be read, and the same on screen again", (_, draft) => {
  const definition = definitionOf(draft);
  expect(() => readSegment({ definition, suite, saved: new Map() })).not.toThrow();
  expect(plain(draftOf(definition))).toEqual(plain(draft));
});

test("a definition with more than the screen shows is not opened there, so that nothing is lost by saving", () => {
  const hits = { func: "container", context: "hits", pred: { func: "exists", val: { func: "attr", name: "variables/page" } } };
  const limited = { func: "sequence", stream: [hits, { func: "time-restriction", limit: "within", count: 1, unit: "day" }, hits] };
  expect(draftOf({ func: "segment", container: { func: "container", context: "visits", pred: limited } })).toBeNull();
  expect(draftOf({ func: "segment", container: { ...hits, description: "Pages" } })).toBeNull();
  expect(draftOf({ func: "segment", description: "Pages", container: hits })).toBeNull();
  expect(draftOf({ func: "segment", container: hits })).not.toBeNull();
});

test.each([
  ["1,5", "1.5"],
  [" -7 ", "-7"],
  ["1.000,5", null],
  ["1,000", null],
  ["-12.500", null],
  ["1000", "1000"],
  ["0,125", "0.125"],
  ["1000.125", "1000.125"],
  ["1e3", null],
  ["many", null],
])("a number typed as %s is %s", (typed, number) => {
  expect(numberIn(typed)).toBe(number);
  const draft = { ...newGroup("visits"), parts: [{ ...orders, value: typed }] };
  if (number !== null) expect(() => readSegment({ definition: definitionOf(draft), suite, saved: new Map() })).not.toThrow();
});
