import { expect, test } from "vitest";
import { ChangedSettings, changesTo, startOf } from "./changed-settings.ts";
import { suite } from "./suite.fixture.ts";

test("settings that nobody touched are no change, and only what differs is sent", () => {
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

test("a number that is none, or that the suite does not take, is told beside its own field", () => {
  const wrong = { ...startOf(suite), transactionIdWindowDays: "0", reorderWindowMs: "soon", storeVariable: "evar251" };
  expect(ChangedSettings.safeParse(wrong).error?.issues.map(({ path }) => path)).toEqual([["storeVariable"], ["transactionIdWindowDays"], ["reorderWindowMs"]]);
});
