import { expect, test } from "vitest";
import { ChangedSettings, changesTo, startOf } from "./changed-settings.ts";
import { suite } from "./suite.fixture.ts";

test("untouched settings are not a change, and only differences are sent", () => {
  const start = startOf(suite);
  expect(changesTo(suite, ChangedSettings.parse(start))).toEqual({});
  const touched = { ...start, name: " Shop two ", storeVariable: "evar4", transactionIdWindowDays: "120", purchaseIdBytes: "20" as const };
  expect(changesTo(suite, ChangedSettings.parse(touched))).toEqual({
    name: "Shop two",
    storeVariable: "evar4",
    transactionIdWindowDays: 120,
    purchaseIdBytes: 20,
  });
});

test("an error beside its field names a value that is not a number, or that the suite does not accept", () => {
  const wrong = { ...startOf(suite), transactionIdWindowDays: "0", reorderWindowMs: "soon", storeVariable: "evar251" };
  expect(ChangedSettings.safeParse(wrong).error?.issues.map(({ path }) => path)).toEqual([["storeVariable"], ["transactionIdWindowDays"], ["reorderWindowMs"]]);
});
