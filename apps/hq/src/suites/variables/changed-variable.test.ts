import { VariableName, VariableSettings } from "@rapport/contract/report-suites";
import { expect, test } from "vitest";
import { ChangedVariable, changesTo, startOf } from "./changed-variable.ts";
import { persists, VARIABLES, variablesShown } from "./variable-kinds.ts";

test("every variable that has settings is offered, and none that has not", () => {
  expect(VARIABLES.filter((variable) => !VariableName.safeParse(variable).success)).toEqual([]);
  expect(new Set(VARIABLES).size).toBe(250 + 75 + 1_000 + 3 + 6);
  expect(VariableName.safeParse("evar251").success).toBe(false);
});

test("C1 an untouched form changes nothing, whatever was set", () => {
  const settings: VariableSettings[] = [
    {},
    { name: "Coupon", from: "properties.coupon" },
    { allocation: "linear", expiration: { kind: "days", days: 14 } },
    { expiration: { kind: "event", event: "event7" }, delimiter: "|", eventType: "currency" },
  ];
  for (const variable of ["evar1", "prop3", "event7", "list2", "marketingchannel", "campaign", "product"]) {
    for (const before of [undefined, ...settings])
      expect([variable, changesTo(before, ChangedVariable.parse(startOf(variable, before)))]).toEqual([variable, {}]);
  }
});

test("C1 only what was touched is sent, and an emptied field takes its setting away", () => {
  const before = VariableSettings.parse({ name: "Coupon", from: "properties.coupon", allocation: "linear" });
  const touch = (touched: object) => changesTo(before, ChangedVariable.parse({ ...startOf("evar1", before), ...touched }));
  expect(touch({ name: " " })).toEqual({ name: null });
  expect(touch({ from: "", ends: "days", days: "45" })).toEqual({ from: null, expiration: { kind: "days", days: 45 } });
  expect(touch({ allocation: "mostRecent", ends: "event", event: "purchase" })).toEqual({
    allocation: "mostRecent",
    expiration: { kind: "event", event: "purchase" },
  });
  // Days stand in the form though they are not what ends the value.
  expect(touch({ days: "nonsense" })).toEqual({});
});

test.each([
  [{ ends: "days", days: "0" }, "days"],
  [{ ends: "days", days: "3651" }, "days"],
  [{ ends: "days", days: "1.5" }, "days"],
  [{ ends: "days", days: "" }, "days"],
  [{ ends: "event", event: "event1001" }, "event"],
  [{ from: "properties..coupon" }, "from"],
  [{ name: "x".repeat(101) }, "name"],
])("%j is told beside its field", (touched, at) => {
  expect(ChangedVariable.safeParse({ ...startOf("evar1"), ...touched }).error?.issues.map(({ path }) => path)).toEqual([[at]]);
});

test("values of eVars, lists, tracking code and marketing channel persist; those of props, events and pages do not", () => {
  expect(VARIABLES.filter((variable) => persists(variable) !== /^(evar|list|campaign|marketing)/.test(variable))).toEqual([]);
});

test("the list has the variables that are set up, by kind and by any of their words", () => {
  const variables = { evar12: { name: "Coupon" }, evar2: {}, event3: { eventType: "numeric" as const }, prop1: { from: "properties.coupon" } };
  const shown = (asked: object) => variablesShown(variables, { labelOf: (variable) => variable.replace("evar", "eVar "), ...asked });
  expect(shown({})).toEqual(["evar12", "prop1", "event3"]);
  expect(shown({ kind: "event" })).toEqual(["event3"]);
  expect(shown({ search: "COUPON" })).toEqual(["evar12", "prop1"]);
  expect(shown({ search: "evar 12" })).toEqual(["evar12"]);
  expect(shown({ search: "shoe" })).toEqual([]);
});
