import type { Fault, Wrong } from "@rapport/contract/refusals";
import { wrong } from "@rapport/contract/refusals";
import type { AllocationModel } from "@rapport/contract/reporting";
import { DAY_MS } from "../calendar/zone.ts";
import { INVERSE_J_SHAPED, J_SHAPED, U_SHAPED, type Attribution, type AttributionContainer, type AttributionModel, type PositionWeights } from "./model.ts";

type Asked = Exclude<AllocationModel, { func: "allocation-participation" }>;
type Container = Extract<Asked, { context?: unknown }>;
/** Where in the model something is wrong, and what. */
export interface ModelFault {
  readonly at: Fault["path"];
  readonly wrong: Wrong;
}

/** The attribution that a column asks for (AT5 to AT7), or what is wrong with it. */
export function readModel(asked: Asked): Attribution | ModelFault {
  const model = modelOf(asked);
  if ("wrong" in model) return model;
  if (asked.func === "allocation-instance") return { func: asked.func, model, container: "visitors", lookbackMs: null, rowTime: "row" };
  return placeOf(asked, model);
}

function placeOf(asked: Container, model: AttributionModel): Attribution | ModelFault {
  const { context, expiration, lookbackExpiration, rowTime = "row" } = asked;
  const containers = [context, expiration !== undefined && "context" in expiration ? expiration.context : undefined].filter((one) => one !== undefined);
  if (new Set(containers).size > 1) return { at: ["expiration", "context"], wrong: wrong("report.model_containers", {}) };
  const container: AttributionContainer = containers[0] ?? "visitors";
  const lookbacks = [lookbackExpiration, expiration !== undefined && "granularity" in expiration ? expiration : undefined].filter((one) => one !== undefined);
  const [lookback] = lookbacks;
  if (lookbacks.length > 1) return { at: ["expiration"], wrong: wrong("report.lookback_two", {}) };
  if (container === "sessions" && rowTime === "transaction") return { at: ["rowTime"], wrong: wrong("report.row_time_of_visit", {}) };
  if (lookback === undefined) return { func: asked.func, model, container, lookbackMs: null, rowTime };
  const at = lookbackExpiration === undefined ? ["expiration"] : ["lookbackExpiration"];
  if (container === "sessions") return { at, wrong: wrong("report.lookback_of_visit", {}) };
  const lookbackMs = lookback.numPeriods * PERIOD_MS[lookback.granularity];
  if (lookbackMs > MOST_LOOKBACK_DAYS * DAY_MS) return { at: [...at, "numPeriods"], wrong: wrong("report.lookback_long", { days: MOST_LOOKBACK_DAYS }) };
  return { func: asked.func, model, container, lookbackMs, rowTime };
}

function modelOf(asked: Asked): AttributionModel | ModelFault {
  switch (asked.func) {
    case "allocation-lastTouch":
      return { kind: "last" };
    case "allocation-firstTouch":
      return { kind: "first" };
    case "allocation-instance":
      return { kind: "same" };
    case "allocation-linear":
      return { kind: "linear" };
    case "allocation-algorithmic":
      return { kind: "algorithmic" };
    case "allocation-uShaped":
      return { kind: "position", weights: U_SHAPED };
    case "allocation-jShaped":
      return { kind: "position", weights: J_SHAPED };
    case "allocation-reverseJShaped":
      return { kind: "position", weights: INVERSE_J_SHAPED };
    case "allocation-positionBased": {
      const weights = { first: asked.firstWeight, middle: asked.middleWeight, last: asked.lastWeight };
      if (weights.first + weights.middle + weights.last === 0) return { at: ["firstWeight"], wrong: wrong("report.weights_nothing", {}) };
      return { kind: "position", weights: wholeWeights(weights) };
    }
    case "allocation-timeDecay":
      return { kind: "decay", halfLifeMs: asked.halfLifeNumPeriods * PERIOD_MS[asked.halfLifeGranularity] };
  }
}

/** Weights count in proportion, so that they need not add up to anything (AT6). Beyond four decimals they are kept to millionths of their sum. */
function wholeWeights({ first, middle, last }: PositionWeights): PositionWeights {
  const sum = first + middle + last;
  for (const factor of [1, 10, 100, 1_000, 10_000]) {
    const whole = { first: first * factor, middle: middle * factor, last: last * factor };
    if (Object.values(whole).every((weight) => Number.isInteger(weight)) && sum * factor <= MOST_PARTS) return whole;
  }
  const part = (weight: number) => Math.round((weight / sum) * MOST_PARTS);
  return { first: part(first), middle: part(middle), last: part(last) };
}

const MOST_PARTS = 1_000_000;
/** The longest lookback (AT7). */
const MOST_LOOKBACK_DAYS = 90;
/** A day has 24 hours here, a month 30 days, a quarter 90 days. */
const PERIOD_MS = { minute: 60_000, hour: 3_600_000, day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS, quarter: 90 * DAY_MS } as const;
