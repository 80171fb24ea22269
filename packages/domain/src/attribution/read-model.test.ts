import { AllocationModel } from "@rapport/contract/reporting";
import { expect, test } from "vitest";
import { readModel } from "./read-model.ts";

function read(model: object): ReturnType<typeof readModel> {
  const parsed = AllocationModel.parse(model);
  if (parsed.func === "allocation-participation") throw new Error("participation has no model to read");
  return readModel(parsed);
}

const DAY_MS = 86_400_000;
const days = (numPeriods: number) => ({ func: "allocation-lookbackPeriod", granularity: "day", numPeriods }) as const;

test.each<[string, object, object]>([
  ["the visitor and the report's range, when nothing else is said", { func: "allocation-linear" }, { container: "visitors", lookbackMs: null }],
  ["a visit", { func: "allocation-linear", context: "sessions" }, { container: "sessions", lookbackMs: null }],
  [
    "a container where last touch names it",
    { func: "allocation-lastTouch", expiration: { func: "allocation-container", context: "sessions" } },
    { container: "sessions" },
  ],
  ["a lookback in days", { func: "allocation-firstTouch", context: "visitors", lookbackExpiration: days(30) }, { lookbackMs: 30 * DAY_MS }],
  [
    "a lookback where metadata name it",
    { func: "allocation-lastTouch", expiration: { func: "allocation-inactivity", granularity: "week", numPeriods: 2 } },
    { lookbackMs: 14 * DAY_MS },
  ],
  ["the longest lookback", { func: "allocation-uShaped", lookbackExpiration: { granularity: "quarter", numPeriods: 1 } }, { lookbackMs: 90 * DAY_MS }],
])("AT7 reads %s", (_, model, wanted) => expect(read(model)).toMatchObject(wanted));

test.each<[string, object, object]>([
  ["a half life of seven days", { func: "allocation-timeDecay" }, { kind: "decay", halfLifeMs: 7 * DAY_MS }],
  ["a half life of its own", { func: "allocation-timeDecay", halfLifeNumPeriods: 2, halfLifeGranularity: "hour" }, { kind: "decay", halfLifeMs: 7_200_000 }],
  [
    "weights in any unit",
    { func: "allocation-positionBased", firstWeight: 0.25, middleWeight: 0.5, lastWeight: 0.25 },
    { weights: { first: 25, middle: 50, last: 25 } },
  ],
])("AT6 reads %s", (_, model, wanted) => expect(read(model)).toMatchObject({ model: wanted }));

test.each<[string, object, object]>([
  [
    "more than 90 days",
    { func: "allocation-linear", lookbackExpiration: days(91) },
    { at: ["lookbackExpiration", "numPeriods"], wrong: { code: "report.lookback_long", params: { days: 90 } } },
  ],
  [
    "a lookback of a visit",
    { func: "allocation-linear", context: "sessions", lookbackExpiration: days(7) },
    { at: ["lookbackExpiration"], wrong: { code: "report.lookback_of_visit" } },
  ],
  [
    "two lookbacks",
    { func: "allocation-linear", expiration: days(7), lookbackExpiration: days(7) },
    { at: ["expiration"], wrong: { code: "report.lookback_two" } },
  ],
  [
    "the order's time in a visit",
    { func: "allocation-linear", context: "sessions", rowTime: "transaction" },
    { at: ["rowTime"], wrong: { code: "report.row_time_of_visit" } },
  ],
  [
    "two containers",
    { func: "allocation-lastTouch", context: "visitors", expiration: { context: "sessions" } },
    { at: ["expiration", "context"], wrong: { code: "report.model_containers" } },
  ],
  [
    "weights of nothing",
    { func: "allocation-positionBased", firstWeight: 0, middleWeight: 0, lastWeight: 0 },
    { at: ["firstWeight"], wrong: { code: "report.weights_nothing" } },
  ],
])("AT6 AT7 refuses %s", (_, model, wanted) => expect(read(model)).toMatchObject(wanted));
